"""What is made of a picture before it is uploaded, seen by Pillow."""

from __future__ import annotations

import io
import os
import re
import struct
import tempfile
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from media.pictures import encoded, exif_with_place, picture, png_chunk
from wppush.errors import ConfigError, SourceError
from wppush.media import Code, Options, check_options, open_file, prepared
from wppush.media.location import Unreadable, without_location

if TYPE_CHECKING:
    from pathlib import Path

GPS, EXIF, ORIENTATION, MAKER, RIGHTS = 0x8825, 0x8769, 0x0112, 0x010F, 0x8298
XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description dc:rights="the author" exif:GPSLatitude="37,33.2N"'
    b" drone-dji:GpsLongitude='126.97'><exif:GPSAltitude>38/1</exif:GPSAltitude></rdf:Description></x:xmpmeta>"
)


class Made:
    """What came out, still open to be looked at after it is gone."""

    def __init__(self, folder: Path, content: bytes, name: str, **options: Any) -> None:
        self.source = folder / name
        self.source.write_bytes(content)
        with prepared(open_file(self.source, name=name, options=Options(**options))) as media:
            self.media = media
            self.content = media.path.read_bytes()
            self.is_the_authors = media.path == self.source
        assert self.source.read_bytes() == content
        assert len(self.content) == media.size

    def image(self) -> Image.Image:
        return Image.open(io.BytesIO(self.content))


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A temporary folder of one's own, which every test leaves empty."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture(autouse=True)
def _nothing_left_behind(temporary: Path) -> Any:
    yield
    assert list(temporary.iterdir()) == []


def test_a_file_that_nothing_is_to_be_made_of_is_uploaded_itself(tmp_path: Path) -> None:
    made = Made(tmp_path, encoded(picture(), "PNG"), "a.png")
    assert made.is_the_authors


@pytest.mark.parametrize(("format_", "ending"), [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp")])
def test_the_place_is_taken_out_and_everything_else_stays(tmp_path: Path, format_: str, ending: str) -> None:
    content = encoded(picture(), format_, exif=exif_with_place(orientation=6))
    assert Image.open(io.BytesIO(content)).getexif().get_ifd(GPS)[2] == (37.0, 33.0, 12.25)
    made = Made(tmp_path, content, f"a.{ending}", strip_location=True)
    exif = made.image().getexif()
    assert (exif.get_ifd(GPS), GPS in exif) == ({}, False)
    assert (exif[ORIENTATION], exif[MAKER], exif[RIGHTS]) == (6, "A camera", "(c) the author")
    assert made.image().tobytes() == Image.open(io.BytesIO(content)).tobytes()
    assert len(made.content) == len(content)
    assert b"2024:05:01" in content
    assert b"2024:05:01" not in made.content
    assert (made.media.mime, made.media.filename) == (f"image/{format_.lower()}", f"a.{ending}")


@pytest.mark.parametrize("format_", ["JPEG", "WEBP"])
def test_the_place_is_taken_out_of_xmp_too(tmp_path: Path, format_: str) -> None:
    content = encoded(picture(), format_, xmp=XMP)
    made = Made(tmp_path, content, f"a.{format_.lower()}", strip_location=True)
    assert not re.search(rb"GPS|Altitude|37,33|126\.97", made.content, re.IGNORECASE)
    assert b'dc:rights="the author"' in made.content
    assert len(made.content) == len(content)


def test_xmp_that_tells_the_place_in_another_way_is_left_out_as_a_whole(tmp_path: Path) -> None:
    xmp = b'<x:xmpmeta dc:rights="the author"><exif:GPSInfo><a><b>37</b></a></exif:GPSInfo></x:xmpmeta>'
    made = Made(tmp_path, encoded(picture(), "JPEG", xmp=xmp), "a.jpg", strip_location=True)
    assert b"37" not in made.content.partition(b"xap/1.0/")[2][: len(xmp)]
    assert made.image().tobytes()


def test_a_text_in_a_png_that_tells_the_place_is_left_out(tmp_path: Path) -> None:
    info = PngImagePlugin.PngInfo()
    info.add_itxt("XML:com.adobe.xmp", XMP.decode())
    info.add_text("Author", "the author")
    info.add_text("Raw profile type exif", "0000")
    made = Made(tmp_path, encoded(picture(), "PNG", pnginfo=info), "a.png", strip_location=True)
    image = made.image()
    image.load()
    assert image.info["Author"] == "the author"
    assert b"GPS" not in made.content
    assert b"Raw profile" not in made.content


def test_exif_in_another_byte_order_or_broken_gives_no_place_away() -> None:
    little = exif_with_place().removeprefix(b"Exif\0\0")
    assert little[:2] in (b"II", b"MM")
    big = Image.Exif()
    big.endian = ">"
    big[MAKER] = "A camera"
    big[GPS] = {1: "N", 2: (37.0, 33.0, 12.25)}
    for exif in (little, big.tobytes().removeprefix(b"Exif\0\0")):
        png = encoded(picture(8, 8), "PNG")
        with_exif = png[:33] + png_chunk(b"eXIf", exif) + png[33:]
        image = Image.open(io.BytesIO(without_location(with_exif, "image/png")))
        image.load()
        assert GPS not in image.getexif()
        assert image.getexif()[MAKER] == "A camera"
        for length in range(len(exif)):
            cut = png[:33] + png_chunk(b"eXIf", exif[:length]) + png[33:]
            left = without_location(cut, "image/png")
            assert struct.pack(">II" if exif[:2] == b"MM" else "<II", 37, 1) not in left


def test_the_second_picture_of_a_file_gives_no_place_away(tmp_path: Path) -> None:
    first = encoded(picture(), "JPEG")
    second = encoded(picture(seed=2), "JPEG", exif=exif_with_place())
    made = Made(tmp_path, first + second, "a.jpg", strip_location=True)
    assert b"2024:05:01" not in made.content
    assert b"A camera" in made.content
    assert len(made.content) == len(first + second)


@given(content=st.binary(max_size=200), at=st.integers(0, 400), seed=st.integers(0, 3))
def test_any_file_is_taken_apart_or_refused(content: bytes, at: int, seed: int) -> None:
    kind, mime = (("JPEG", "image/jpeg"), ("PNG", "image/png"), ("WEBP", "image/webp"), ("JPEG", "image/jpeg"))[seed]
    whole = encoded(picture(8, 8), kind, exif=exif_with_place())
    spoiled = whole[:at] + content + whole[at + len(content) :]
    try:
        made = without_location(spoiled, mime)
    except Unreadable:
        return
    assert len(made) <= len(spoiled)


def test_a_wide_image_is_made_as_wide_as_it_may_be_and_a_narrow_one_is_not_touched(tmp_path: Path) -> None:
    for format_, ending in (("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp")):
        made = Made(tmp_path, encoded(picture(1000, 601), format_), f"wide.{ending}", max_width=500)
        assert (made.image().size, made.image().format) == ((500, 300), format_)
        assert made.media.filename == f"wide.{ending}"
        assert Made(tmp_path, encoded(picture(500, 900), format_), f"narrow.{ending}", max_width=500).is_the_authors


def test_an_image_that_lies_on_its_side_is_measured_and_stands_upright(tmp_path: Path) -> None:
    content = encoded(picture(1000, 600), "JPEG", exif=exif_with_place(orientation=6))
    assert Made(tmp_path, content, "a.jpg", max_width=600).is_the_authors
    image = Made(tmp_path, content, "a.jpg", max_width=300).image()
    assert image.size == (300, 500)
    assert ORIENTATION not in image.getexif()
    assert image.getexif()[MAKER] == "A camera"
    # The black corner, which was stored at the top left, is seen at the top right.
    assert brightness(image, 290, 10) < 40 < brightness(image, 10, 10)


def brightness(image: Image.Image, x: int, y: int) -> float:
    value = image.convert("L").getpixel((x, y))
    assert isinstance(value, int | float)
    return value


def test_a_place_that_is_to_go_is_gone_also_from_what_is_made_smaller(tmp_path: Path) -> None:
    content = encoded(picture(1000, 600), "JPEG", exif=exif_with_place(), xmp=XMP)
    for options in ({"max_width": 300}, {"webp": True}, {"max_width": 300, "webp": True}):
        made = Made(tmp_path, content, "a.jpg", strip_location=True, **options)
        assert GPS not in made.image().getexif()
        assert made.image().getexif()[RIGHTS] == "(c) the author"
        assert not re.search(rb"GPS|2024:05:01", made.content)
    kept = Made(tmp_path, content, "a.jpg", max_width=300)
    assert kept.image().getexif().get_ifd(GPS)[2] == (37.0, 33.0, 12.25)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "P", "1", "CMYK", "LA"])
def test_images_of_every_mode_become_webp_and_narrower(tmp_path: Path, mode: str) -> None:
    format_, ending = ("JPEG", "jpg") if mode == "CMYK" else ("PNG", "png")
    content = encoded(picture(900, 600, mode="RGBA" if "A" in mode else "RGB").convert(mode), format_)
    made = Made(tmp_path, content, f"a.{ending}", max_width=200, webp=True)
    assert (made.image().format, made.image().width) == ("WEBP", 200)
    assert (made.media.filename, made.media.mime) == ("a.webp", "image/webp")
    assert ("A" in made.image().mode) == (mode in ("RGBA", "LA"))


def test_what_is_transparent_stays_so_and_what_was_stored_without_loss_too(tmp_path: Path) -> None:
    image = picture(300, 200, mode="RGBA")
    made = Made(tmp_path, encoded(image, "PNG"), "a.png", webp=True)
    assert made.image().convert("RGBA").tobytes() == image.tobytes()
    palette = picture(300, 200).convert("P", palette=Image.Palette.ADAPTIVE)
    made = Made(tmp_path, encoded(palette, "PNG", transparency=0), "b.png", max_width=100)
    assert made.image().mode == "RGBA"


def test_a_webp_that_would_be_larger_is_not_made(tmp_path: Path) -> None:
    rough = Image.frombytes("RGB", (64, 64), os.urandom(64 * 64 * 3))
    made = Made(tmp_path, encoded(rough, "JPEG", quality=5), "a.jpg", webp=True)
    assert made.is_the_authors


@pytest.mark.parametrize(("format_", "ending"), [("GIF", "gif"), ("PNG", "png"), ("WEBP", "webp")])
def test_what_moves_is_left_alone(tmp_path: Path, format_: str, ending: str) -> None:
    content = encoded(picture(), format_, save_all=True, append_images=[picture(seed=9)])
    assert Made(tmp_path, content, f"a.{ending}", max_width=100, webp=True).is_the_authors


def test_colours_keep_their_profile(tmp_path: Path) -> None:
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for options in ({"max_width": 100}, {"webp": True}):
        made = Made(tmp_path, encoded(picture(), "JPEG", icc_profile=profile), "a.jpg", **options)
        assert made.image().info["icc_profile"] == profile


def test_a_broken_image_and_one_with_too_many_pixels_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = encoded(picture(600, 400), "PNG")
    for spoiled in (content[:60], content[:-200]):
        with pytest.raises(SourceError) as caught:
            Made(tmp_path, spoiled, "a.png", max_width=100)
        assert caught.value.diagnostics[0].code == Code.BROKEN_IMAGE
    with pytest.raises(SourceError) as caught:
        Made(tmp_path, b"\xff\xd8\xff\xe1\xff\xff", "a.jpg", strip_location=True)
    assert caught.value.diagnostics[0].code == Code.BROKEN_IMAGE
    monkeypatch.setattr("wppush.media.pixels.MOST_PIXELS", 1000)
    with pytest.raises(SourceError) as caught:
        Made(tmp_path, content, "a.png", max_width=100)
    assert caught.value.diagnostics[0].code == Code.TOO_MANY_PIXELS


def test_a_bomb_is_not_opened(tmp_path: Path) -> None:
    header = png_chunk(b"IHDR", (60_000).to_bytes(4, "big") * 2 + b"\x08\x02\0\0\0")
    with pytest.raises(SourceError) as caught:
        Made(
            tmp_path,
            b"\x89PNG\r\n\x1a\n" + header + png_chunk(b"IDAT", b"") + png_chunk(b"IEND", b""),
            "a.png",
            webp=True,
        )
    assert caught.value.diagnostics[0].code == Code.TOO_MANY_PIXELS


def test_what_is_still_too_large_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        Made(tmp_path, encoded(picture(800, 600), "PNG"), "a.png", max_width=700, max_size=100)
    assert caught.value.diagnostics[0].code == Code.TOO_LARGE


def test_a_file_that_was_changed_meanwhile_is_not_uploaded_under_the_old_digest(tmp_path: Path) -> None:
    source = tmp_path / "a.png"
    source.write_bytes(encoded(picture(), "PNG"))
    media = open_file(source, name="a.png", options=Options(webp=True))
    source.write_bytes(encoded(picture(seed=2), "PNG"))
    with pytest.raises(SourceError) as caught, prepared(media):
        pass
    assert caught.value.diagnostics[0].code == Code.CHANGED


def test_without_pillow_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None if name == "PIL" else object())
    check_options(Options(strip_location=True))
    with pytest.raises(ConfigError) as caught:
        check_options(Options(webp=True))
    assert "pip install 'wppush[images]'" in str(caught.value.hint)
