"""Lines are the same however the file comes in pieces, and a monstrous one never fills the memory."""

from hypothesis import given, settings
from hypothesis import strategies as st

from joblog_tui.writers.lines import KEPT, MAX_LINE, Line, Splitter


def lines(*pieces: bytes) -> list[Line]:
    splitter = Splitter("f")
    return [line for piece in pieces for line in splitter.feed(piece)] + list(splitter.end())


@settings(deadline=None)
@given(st.binary(max_size=80).map(lambda data: data.replace(b"a", b"\n")), st.integers(1, 9))
def test_pieces_do_not_matter(whole: bytes, size: int) -> None:
    whole = whole.removeprefix(b"\xef\xbb\xbf")
    expected = whole.split(b"\n")
    if not expected[-1]:
        expected.pop()  # what ends in a newline has no further line
    pieces = [whole[first : first + size] for first in range(0, len(whole), size)]
    found = lines(*pieces)
    assert [line.text for line in found] == expected
    assert [line.number for line in found] == list(range(1, len(expected) + 1))


def test_the_last_line_waits_for_its_newline() -> None:
    splitter = Splitter("f")
    assert [line.text for line in splitter.feed(b"one\ntw")] == [b"one"]
    assert [line.text for line in splitter.feed(b"o")] == []
    assert [line.text for line in splitter.feed(b"\n")] == [b"two"]
    assert list(splitter.end()) == []


def test_a_line_over_the_limit_is_kept_in_its_beginning_only() -> None:
    (fits,) = lines(b"x" * MAX_LINE)
    assert (fits.too_long, len(fits.text)) == (False, MAX_LINE)
    splitter = Splitter("f")
    for _ in range(50):
        assert list(splitter.feed(b"x" * 100_000)) == []
    long, after = splitter.feed(b"\nafter\n")
    assert (long.too_long, long.size, len(long.text)) == (True, 5_000_000, KEPT)
    assert (after.text, after.number) == (b"after", 2)


def test_a_byte_order_mark_is_no_part_of_the_first_line() -> None:
    assert [line.text for line in lines(b"\xef\xbb\xbf{}\n\xef\xbb\xbf{}")] == [b"{}", b"\xef\xbb\xbf{}"]
