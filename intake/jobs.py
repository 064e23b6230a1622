from intake import letters
from work.actions import finish
from work.handlers import handles


@handles("letter")
def send_letter(row):
    """Safe to run twice: a crash between sending and closing the row repeats the mail under the same Message-ID."""
    letters.send(row)
    finish(row)
