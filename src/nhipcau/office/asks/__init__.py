"""Somebody is asked something on any record, by a day (xin ý kiến, yêu cầu trả lời)."""
