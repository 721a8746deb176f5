"""From "did the store change?" to what a screen shows: the pulse, the live window, the detail of a job. No textual."""
