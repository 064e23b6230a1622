from home.apps import warn_without_pdf


def test_a_machine_without_pango_is_told_the_command_that_brings_it():
    [warning] = warn_without_pdf(None, find=lambda name: None)

    assert "libpango-1.0-0 libpangoft2-1.0-0" in warning.hint


def test_a_machine_with_pango_is_told_nothing():
    assert warn_without_pdf(None, find=lambda name: "lib" + name) == []
