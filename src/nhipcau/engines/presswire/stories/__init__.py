"""Stories: articles of one event, across outlets and days."""
