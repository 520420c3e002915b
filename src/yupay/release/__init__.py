"""What may leave: policy, seal, manifest."""
