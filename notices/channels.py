"""The ways out of the portal to a person. A further one (Zalo, SMS) is one class here or in an app of its own.

    @register
    class Zalo(Channel):
        name, label = "zalo", "Zalo"
        ...

What is told, to whom and when does not change with it: gathering asks which channel reaches the person.
"""

from notices import mail
from notices.mail import NotSent, Unreachable

__all__ = ["Channel", "NotSent", "Unreachable", "register"]
_CHANNELS = {}


class Channel:
    name = ""  # stands in Digest.channel, at most 20 characters, never changed
    label = ""  # what people read

    def address_of(self, person):
        """Where it goes to, as the person reads it; "" where it does not reach them. Asks no database."""
        raise NotImplementedError

    def reaches(self, person):
        return bool(self.address_of(person))

    def send(self, digest, handing_over):
        """Send subject, text or html of a Digest, marked with `digest.reference`, so that a repeat shows as one.

        Call `handing_over()` right before the message leaves. Raise Unreachable where no later attempt would help,
        NotSent where it has surely not gone out; after any other error the same words are sent again.
        """
        raise NotImplementedError


def register(channel):
    """Add a Channel class. The first that reaches a person carries their mails, unless they chose another."""
    _CHANNELS[channel.name] = channel()
    return channel


def forget(name):
    """Take a channel out again."""
    _CHANNELS.pop(name, None)


def all_channels():
    return list(_CHANNELS.values())


def named(name):
    """The Channel of this name. Raises KeyError where it is not set up (any more)."""
    return _CHANNELS[name]


def reaching(person):
    """The channels that reach a person, in the order of preference of the portal."""
    return [channel for channel in _CHANNELS.values() if channel.reaches(person)]


def chosen_for(person, wanted=""):
    """The channel for a person who wishes `wanted` (a name or ""); None where none reaches them."""
    found = reaching(person)
    return next((channel for channel in found if channel.name == wanted), None) or next(
        iter(found), None
    )


@register
class Email(Channel):
    name, label = "email", "Thư điện tử"

    def address_of(self, person):
        return person.email

    def send(self, digest, handing_over):
        mail.send(digest, handing_over)
