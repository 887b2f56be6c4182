#!/usr/bin/env python3
"""The commands of the practice app: migrate, verify_record, check_duties and Django's own."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "permanence.practice.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
