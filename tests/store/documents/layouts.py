"""Tables of award criteria as authorities lay them out, each with what a careful reader makes of it.

A grid is rows of texts; None where a merged cell reaches. `merged` holds (row, column, rows, columns). `shares` says
what part of the total score each criterion at the bottom has; `social` what all on social value together have.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

Rows = Sequence[Sequence[str | None]]

WORDS = (
    "The response will be read against the method statement and the requirements of the specification, and tenderers "
    "should say who will do what, by when, and how the authority will know that it was done."
)


@dataclass(frozen=True)
class Layout:
    """One way to lay a table out."""

    name: str
    rows: Rows
    shares: dict[str, float]
    social: float
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    caption: str = "Award criteria and weightings"
    only: tuple[str, ...] = ("ruled", "striped", "borderless", "docx", "xlsx", "html")


THREE = {
    "Service delivery": 30.0,
    "Staffing": 20.0,
    "Mobilisation": 10.0,
    "Jobs and skills": 4.0,
    "Local community": 3.0,
    "Environment": 3.0,
    "Total price": 30.0,
}

LAYOUTS = [
    Layout(
        "flat",
        [
            ["Criterion", "Weighting"],
            ["Price", "40%"],
            ["Service delivery", "30%"],
            ["Staffing and training", "20%"],
            ["Social value", "10%"],
        ],
        {"Price": 40, "Service delivery": 30, "Staffing and training": 20, "Social value": 10},
        10,
    ),
    Layout(
        "merged groups",
        [
            ["Criterion", "Sub-criterion", "Weighting (% of total)"],
            ["Quality", "Service delivery", "30%"],
            [None, "Staffing", "20%"],
            [None, "Mobilisation", "10%"],
            ["Social value", "Jobs and skills", "4%"],
            [None, "Local community", "3%"],
            [None, "Environment", "3%"],
            ["Price", "Total price", "30%"],
        ],
        THREE,
        10,
        [(1, 0, 3, 1), (4, 0, 3, 1)],
    ),
    Layout(
        "nested shares",
        [
            ["Criterion", "Weight", "Sub-criterion", "Sub-weight"],
            ["Quality", "60%", "Service delivery", "50%"],
            [None, None, "Staffing", "30%"],
            [None, None, "Mobilisation", "20%"],
            ["Social value", "15%", "Jobs and skills", "60%"],
            [None, None, "Local community", "40%"],
            ["Price", "25%", "Total price", "100%"],
        ],
        {
            "Service delivery": 30,
            "Staffing": 18,
            "Mobilisation": 12,
            "Jobs and skills": 9,
            "Local community": 6,
            "Total price": 25,
        },
        15,
        [(1, 0, 3, 1), (1, 1, 3, 1), (4, 0, 2, 1), (4, 1, 2, 1)],
    ),
    Layout(
        "headings with sums",
        [
            ["Award criteria", "Weighting"],
            ["Quality", "60%"],
            ["Service delivery", "30%"],
            ["Staffing", "20%"],
            ["Mobilisation", "10%"],
            ["Social value", "10%"],
            ["Jobs and skills", "4%"],
            ["Local community", "3%"],
            ["Environment", "3%"],
            ["Price", "30%"],
        ],
        {key: value for key, value in THREE.items() if key != "Total price"} | {"Price": 30.0},
        10,
    ),
    Layout(
        "headings with hundreds",
        [
            ["Award criteria", "Weighting"],
            ["Quality", "60%"],
            ["Service delivery", "50%"],
            ["Staffing", "50%"],
            ["Community benefits", "10%"],
            ["Apprentices", "70%"],
            ["Volunteering", "30%"],
            ["Price", "30%"],
        ],
        {"Service delivery": 30, "Staffing": 30, "Apprentices": 7, "Volunteering": 3, "Price": 30},
        10,
    ),
    Layout(
        "numbered",
        [
            ["Ref", "Criterion", "Weight"],
            ["1", "Technical", "55%"],
            ["1.1", "Method", "25%"],
            ["1.2", "Team", "20%"],
            ["1.3", "Social value", "10%"],
            ["2", "Commercial", "45%"],
        ],
        {"Method": 25, "Team": 20, "Social value": 10, "Commercial": 45},
        10,
    ),
    Layout(
        "repeated names",
        [
            ["Section", "Question", "Max score available"],
            ["Technical", "Method", "300"],
            ["Technical", "Team", "200"],
            ["Social value", "Employment", "60"],
            ["Social value", "Supply chain", "40"],
            ["Price", "Form of tender", "400"],
        ],
        {"Method": 30, "Team": 20, "Employment": 6, "Supply chain": 4, "Form of tender": 40},
        10,
    ),
    Layout(
        "weights in names",
        [
            ["Criterion", "Question", "Weighting"],
            ["Quality (70%)", "Approach", "40%"],
            [None, "Resources", "40%"],
            [None, "Social value", "20%"],
            ["Price (30%)", "Price schedule", "100%"],
        ],
        {"Approach": 28, "Resources": 28, "Social value": 14, "Price schedule": 30},
        14,
        [(1, 0, 3, 1)],
    ),
    Layout(
        "subtotals",
        [
            ["Criteria", "Marks available"],
            ["Q1 Delivery plan", "25"],
            ["Q2 Contract team", "20"],
            ["Q3 Community benefits", "5"],
            ["Total quality", "50"],
            ["Price", "50"],
            ["Total", "100"],
        ],
        {"Q1 Delivery plan": 25, "Q2 Contract team": 20, "Q3 Community benefits": 5, "Price": 50},
        5,
    ),
    Layout(
        "with words",
        [
            ["No.", "Question", "What we look for", "Pages", "Weighting"],
            ["Q1", "Understanding", WORDS, "4", "20%"],
            ["Q2", "Delivery", WORDS, "6", "30%"],
            ["Q3", "Social value", "How will you create jobs for local people? " + WORDS, "2", "12%"],
            ["Q4", "Price", "As the pricing schedule.", "n/a", "38%"],
        ],
        {"Understanding": 20, "Delivery": 30, "Social value": 12, "Price": 38},
        12,
    ),
    Layout(
        "wrapped names",
        [
            ["Criterion", "Weighting"],
            [
                "Approach to mobilisation, transition and the management of change in the first year of the contract",
                "35%",
            ],
            ["Social value, including employment of care leavers and work with local voluntary organisations", "15%"],
            [
                "Price, being the total of the rates in the pricing schedule multiplied by the quantities stated there",
                "50%",
            ],
        ],
        {"Approach to mobilisation": 35, "Social value, including": 15, "Price, being": 50},
        15,
    ),
    Layout(
        "decimals",
        [
            ["Criterion", "Weighting"],
            ["Price", "0.4"],
            ["Quality", "0.45"],
            ["Social value", "0.15"],
        ],
        {"Price": 40, "Quality": 45, "Social value": 15},
        15,
        only=("xlsx", "docx"),
    ),
    Layout(
        "side by side",
        [["Price", "Quality", "Social value"], ["50%", "35%", "15%"]],
        {"Price": 50, "Quality": 35, "Social value": 15},
        15,
        only=("ruled", "docx", "xlsx", "html"),
    ),
    Layout(
        "merged header",
        [
            ["Criteria", None, "Evaluation", None],
            ["Level 1", "Level 2", "Weighting", "Scored by"],
            ["Quality", "Programme", "40%", "Panel A"],
            [None, "Social value", "20%", "Panel B"],
            ["Price", "Tender sum", "40%", "Finance"],
        ],
        {"Programme": 40, "Social value": 20, "Tender sum": 40},
        20,
        [(0, 0, 1, 2), (0, 2, 1, 2), (2, 0, 2, 1)],
    ),
    Layout(
        "blank below",
        [
            ["Criteria", "Sub-criteria", "Weighting"],
            ["Quality", "Design", "25%"],
            ["", "Programme", "25%"],
            ["Social value", "Local labour", "6%"],
            ["", "Schools", "4%"],
            ["Price", "", "40%"],
        ],
        {"Design": 25, "Programme": 25, "Local labour": 6, "Schools": 4, "Price": 40},
        10,
    ),
]

# What is no table of award criteria, whatever it looks like.
OTHERS = [
    Layout(
        "scoring scale",
        [
            ["Assessment", "Description", "Score"],
            ["Excellent", "Exceeds the requirement and adds social value", "100%"],
            ["Good", "Meets the requirement", "75%"],
            ["Acceptable", "Meets most of the requirement", "50%"],
            ["Poor", "Falls short", "25%"],
            ["Unacceptable", "No response", "0%"],
        ],
        {},
        0,
        caption="Scoring methodology",
    ),
    Layout(
        "measures",
        [
            ["Theme", "Measure", "Unit", "Target"],
            ["Social value", "Local people employed", "FTE", "10"],
            ["Social value", "Spend with local suppliers", "%", "30%"],
            ["Social value", "Apprenticeship weeks", "weeks", "52"],
        ],
        {},
        0,
        caption="Social value measures",
    ),
    Layout(
        "service levels",
        [
            ["KPI", "Description", "Target %"],
            ["1", "Calls answered within 20 seconds", "90%"],
            ["2", "Repairs completed on first visit", "85%"],
            ["3", "Social value commitments delivered", "95%"],
        ],
        {},
        0,
        caption="Key performance indicators",
    ),
    Layout(
        "payments",
        [
            ["Milestone", "Payment"],
            ["Contract start", "30%"],
            ["Social value plan accepted", "20%"],
            ["Completion", "50%"],
        ],
        {},
        0,
        caption="Payment milestones",
    ),
]
