"""What goes out besides letters: web push to officers' own devices, one signed webhook for the office's messenger."""
