"""Official papers written as .docx and PDF by Decree 30/2020."""
