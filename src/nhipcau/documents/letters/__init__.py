"""Official papers drafted in the house: from draft through opinions and signature to acknowledged."""
