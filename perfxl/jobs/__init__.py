"""What can be asked for, one verb a file. A button, a command and a timer run the same job."""
