"""Questions on social value that are put far from the row that scores them: by heading, by label, in parts."""

from __future__ import annotations

import pytest

from classifier.engine import Engine

# The text, what of it is put to bidders as a scored question on social value, and what is not.
BY_HEADING = {
    "under the heading of the question": (
        "Award criteria: price 60%, method 30%, social value 10%.\n\n5. Method question\nDescribe your vans.\n\n"
        "6. Social value question\nOutcome: skills.\nHow will you bring school leavers into the trade?\nLimit: 400 words.\n"
        "\n7. Price\nFill in the rates and tell us how you will hold them.",
        ["How will you bring school leavers into the trade?"],
        ["Describe your vans.", "Limit: 400 words.", "tell us how you will hold them"],
    ),
    "a list that the heading opens": (
        "PRICE\nRent\n40%\nQUALITY\nMenu\n40%\nSOCIAL VALUE\nSocial value response\n20%\nIn 800 words, tell us:\n"
        "- which growers within ten miles get shelf space\n- how food left over gets to the kitchen on Mill Street\n"
        "TERMS\n1. Five years from May.",
        ["which growers within ten miles", "how food left over gets to the kitchen"],
        ["Five years from May"],
    ),
    "guidance of the buyer": (
        "Scored requirements\nSearch: 40%\nSupport: 55%\nSocial value: 5%\n\nIV.4 Detail of the social value line\n"
        "Members would like to know how the supplier will help small presses on fair terms. Credit is likewise given for "
        "paid internships.\n\nIV.5 Support\nCredit is given for a helpdesk that is open at night.",
        ["help small presses", "paid internships"],
        ["helpdesk"],
    ),
    "how it is marked": (
        "Price 50, quality 40, social value 10.\n\nSOCIAL VALUE\nTell us what apprentices you would start.\n"
        "Promises that bear no date are marked 1 at best.\n\nQUALITY\nAnswers that bear no date are marked 1 at best.",
        ["what apprentices you would start", "Promises that bear no date"],
        ["Answers that bear no date"],
    ),
    "a question in four parts": (
        "Social value is worth 20% of the marks. The social value answer should be in two parts.\n"
        "Part one: how many trainees will you take on from the six wards?\nPart two: what say would users have?\n\n"
        "PRICE\nPart one: your rates.",
        ["how many trainees", "what say would users have"],
        ["your rates"],
    ),
    "outcomes of the model": (
        "In line with PPN 002 social value has 10% of the marks.\nTechnical\nTheme: describe your platform.\n"
        "Mission 4, Barriers to opportunity: how will you recruit people who are seldom seen in the trade?\n",
        ["how will you recruit people"],
        ["describe your platform"],
    ),
}
BY_LABEL = {
    "letter and numbers": (
        "A\tPrice\t50%\nB\tMethod\t38%\nC\tSocial value\t12%\n\nSection B\nB1 Explain the rounds in a wet April.\n\n"
        "Section C\nC1 Tell us how many people out of work you would take on.\nC2 What steps will you take to lend tools?\n\n"
        "5. TERMS\n5.1 Explain late bills to the treasurer.",
        ["how many people out of work", "What steps will you take to lend tools?"],
        ["Explain the rounds", "Explain late bills"],
    ),
    "a form of its own": (
        "B1 Cost model 60\nB2 Delivery 30\nB3 Giving back (social value) 10\n\nForm B2. Set out your shifts.\n\n"
        "Form B3. Choose up to three things and promise them.\nYour form should make plain:\na) what is promised, in numbers,\n"
        "b) which people gain from it.\n\nPart E Other\nOfficers hold licences.",
        ["Choose up to three things", "what is promised, in numbers", "which people gain"],
        ["Set out your shifts", "Officers hold licences"],
    ),
    "an item of a table": (
        "Item | What | Multiplier | Most\n1 | Price per call | x 20 | 200\n2 | Speed | x 9 | 90\n"
        "3 | Social value for our estates | x 3 | 30\nTotal | | | 320\n\nItem 1: fill in the sheet.\n"
        "Item 2: what share in 30 seconds?\nItem 3: Would you hire any of your handlers from among our tenants?\n"
        "Could you give time to the fund?\nPracticalities. Two years plus two. Will you take a card?",
        ["Would you hire any of your handlers", "Could you give time to the fund?"],
        ["what share in 30 seconds", "Will you take a card?"],
    ),
    "told at the end": (
        "Question 1 - Voids\n1.1 Show how a void is finished in ten days.\n\nQuestion 2\n"
        "2.1 How many of our tenants will get a traineeship?\n2.2 How would you record all this?\n\n"
        "Question 3 - Safety\n3.1 How would you record accidents?\n\n"
        "Notes: Question 2 relates to social value and is scored as the rest, from 0 to 4.",
        ["How many of our tenants", "How would you record all this?"],
        ["Show how a void", "How would you record accidents?"],
    ),
    "several labels told at once": (
        "Q1 How will cleaners be kept safe?\nQ2 What support for the health of your cleaners would you put in place?\n"
        "Q3 How many hours would you give to visits of older people?\n\nQ1 = quality. Q2 - Q3 = social value, scored jointly.",
        ["What support for the health", "How many hours would you give"],
        ["How will cleaners be kept safe?"],
    ),
    "an appendix of its own": (
        "Award: price 60, quality 30, SV 10. SV means social value as described at Appendix J.\n\n6 Service\n"
        "6.1 State your hours.\n\nAppendix J\nJ.1 State the hourly rate you will pay.\n"
        "J.2 State what you will do to get carers back into cleaning jobs.\n8 Media: state who speaks to the press.",
        ["the hourly rate you will pay", "get carers back"],
        ["State your hours", "who speaks to the press"],
    ),
    "a heading that names the label": (
        "(i) Prices | 0.550\n(ii) Programme | 0.300\n(iii) Social value | 0.150\n\n9. STATEMENT UNDER COEFFICIENT (iii)\n"
        "9.1 The Tenderer shall set forth the number of persons of the County to be engaged in training.\n"
        "10. MATERIALS\n10.1 The Tenderer shall set forth the sources of its stone.",
        ["the number of persons of the County"],
        ["the sources of its stone"],
    ),
    "rows of a part": (
        "PART P - PRICE (40 MARKS)\nP1 Hire rates - 40\nPART Q - QUALITY (45 MARKS)\nQ1 Workshop - 45\n"
        "PART S - SOCIAL VALUE (15 MARKS)\nS1 Start of apprentices from the college - 10\nS2 District spend on tyres - 5\n"
        "Notes\n1. Put nothing on price in Part Q.",
        ["Start of apprentices", "District spend on tyres"],
        ["Workshop", "Put nothing on price"],
    ),
}
NONE_OF_IT = {
    "a row among others heads nothing": (
        "Price 60\nQuality 30\nSocial value 10\n\nDescribe how alarms are answered at night.",
        "Describe how alarms are answered",
    ),
    "duties of who wins": (
        "Social value counts for 10% of the marks.\n\n8. Social value\n8.1 The contractor shall keep a log of complaints.",
        "keep a log of complaints",
    ),
    "numbers of a list are no labels": (
        "1. Price 60\n2. Quality 30\n3. Social value 10\n\nConditions\n1. Pay on time.\n2. Keep dry.\n3. Explain any delay.",
        "Explain any delay",
    ),
    "sentences of the law": (
        "4.1 Price 70%\n4.2 Social value 30%\n\nSection 4 of the Health and Safety at Work Act binds all. Describe your drills.",
        "Describe your drills",
    ),
    "a question of another part": (
        "Section A Price 60%\nSection B Social value 40%\nSection A\nA1 What is your day rate, and how will you hold it?",
        "What is your day rate",
    ),
    "not marked": (
        "Social value 10%, price 90%.\n\nSocial value question\nTell us what you would do for the estate. "
        "Donations made elsewhere are not scored.",
        "Donations made elsewhere",
    ),
    "boilerplate in the section": (
        "Social value 10%, price 90%.\n\nSocial value question\nTell us what you would do for the estate.\n"
        "Bidders with a turnover of 36 million pounds or more must attach their modern slavery statement.",
        "modern slavery statement",
    ),
}


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine()


def _kind_of(engine: Engine, text: str, words: str) -> str:
    """The kind of the evidence that holds the words, `none` where there is none."""
    assert words in text
    [(_, evidence)] = engine.judge([("a", text)])
    place = text.index(words)
    return next((each.kind for each in evidence if each.start <= place < each.end), "none")


@pytest.mark.parametrize("name", [*BY_HEADING, *BY_LABEL])
def test_a_question_is_scored_wherever_it_is_put(engine: Engine, name: str) -> None:
    text, asked, others = (BY_HEADING | BY_LABEL)[name]
    assert {words: _kind_of(engine, text, words) for words in asked} == dict.fromkeys(asked, "criterion")
    assert not [words for words in others if _kind_of(engine, text, words) == "criterion"]


@pytest.mark.parametrize("name", NONE_OF_IT)
def test_what_is_no_question_on_it(engine: Engine, name: str) -> None:
    text, words = NONE_OF_IT[name]
    assert _kind_of(engine, text, words) != "criterion"
