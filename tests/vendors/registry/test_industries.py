import pytest

from vendors.registry import industries


@pytest.mark.parametrize(
    "text", ["2822", "C2822", "c2822", "2822 涤纶纤维制造", "涤纶纤维制造", " 2822 "]
)
def test_a_class_is_found_by_code_by_letter_and_code_and_by_name(text: str) -> None:
    assert industries.resolve(text) == "2822"


@pytest.mark.parametrize("text", ["", "  ", "化纤", "D2822", "9999", "低空经济", "医疗 影像"])
def test_free_words_and_wrong_letters_are_no_class(text: str) -> None:
    assert industries.resolve(text) is None


def test_a_label_is_the_official_name_or_the_free_words_themselves() -> None:
    assert industries.label("2822") == "涤纶纤维制造"
    assert industries.label("低空经济") == "低空经济"


def test_where_a_name_stands_on_several_levels_the_most_special_class_is_meant() -> None:
    code = industries.resolve("汽车整车制造")
    assert code == "361"
    assert industries.resolve("铁矿采选") == "0810"


def test_search_gives_four_digit_classes_with_those_named_so_first() -> None:
    found = industries.search("涤纶")
    assert ("2822", "涤纶纤维制造") in found
    assert all(len(code) == 4 for code, _ in found)
    named = ["涤纶" in name for _, name in found]
    assert named == sorted(named, reverse=True)
    assert industries.search("282")[0][0].startswith("282")
    assert len(industries.search("制造", limit=5)) == 5
    assert industries.search("  ") == []
