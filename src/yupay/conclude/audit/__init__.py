"""What does not agree in printed results? Rules over claims: claims in, findings out."""
