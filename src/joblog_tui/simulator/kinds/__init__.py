"""The kinds of jobs that happen in the workspace, one file each; ``mix`` says how often each of them does."""
