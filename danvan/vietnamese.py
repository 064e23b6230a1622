"""Vietnamese for machines: search without diacritics, sorting by the Vietnamese alphabet."""

import re
import unicodedata

_ALPHABET = (
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệfghiìỉĩíịjklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvwxyỳỷỹýỵz"
)
_ORDER = {letter: f"{place:03d}" for place, letter in enumerate(_ALPHABET)}


def search_text(*parts):
    """The words in lower case, without marks, one space apart: "Dân vận khéo" becomes "dan van kheo".

    Stored beside the words and searched instead of them, so both databases fold alike.
    """
    words = " ".join(str(part) for part in parts if part)
    bare = unicodedata.normalize("NFD", words.replace("đ", "d").replace("Đ", "D"))
    bare = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return re.sub(r"\s+", " ", bare).strip().lower()


def sort_key(words):
    """A string that a database sorts bytewise into the order of the Vietnamese alphabet."""
    letters = unicodedata.normalize("NFC", words).lower()
    return "".join(_ORDER.get(letter, letter) for letter in letters)[:500]
