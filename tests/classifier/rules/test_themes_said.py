"""Themes of what is asked: places, gifts of time, factories; a job of work and barriers to work are none."""

import pytest

from tests.classifier.conftest import Judge

SAID = [
    ("jobs_skills", "Social value: training and jobs for people who face barriers to employment."),
    ("equality_inclusion", "Social value: help for people who face barriers."),
    ("", "Social value, that is what you would do for the village beyond the job itself: 10 marks."),
    ("", "Social value is not scored for small jobs such as this one."),
    ("", "The job sheet has a line for social value."),
    ("", "Social value is judged for the whole job, not each visit."),
    ("", "Social value in one-off jobs is hard to measure."),
    ("", "Community benefits are not sought on so short a job."),
    ("jobs_skills", "Social value: what jobs would you bring to the town?"),
    ("jobs_skills", "Social value: a job for a young person."),
    ("jobs_skills", "Social value: ten new jobs."),
    ("local_economy", "Social value: buying cleaning goods from shops in the town."),
    ("local_economy", "Social value such as timber bought on the island."),
    ("local_economy", "Social value: meat from butchers in the valley."),
    ("local_economy", "Social value: getting parts from merchants round here."),
    ("local_economy", "Social value: order your stationery from stationers in the county."),
    ("local_economy", "Social value: materials sourced within ten miles of the site."),
    ("local_economy", "As social value the contractor will hire plant in the Highlands."),
    ("local_economy", "Community benefits: bread and milk bought in the village."),
    ("local_economy", "Social value offer: use of hauliers in Fife."),
    ("equality_inclusion jobs_skills", "Community benefits: training for people who are far from the labour market."),
    ("equality_inclusion jobs_skills", "Social value: jobs for those furthest from the labour market."),
    ("equality_inclusion jobs_skills", "Social value: work trials for people distant from work."),
    ("community_cohesion", "Firms give eight hours of free advice a month to the law centre as social value."),
    ("community_cohesion", "Social value: two days a year helping at Citizens Advice."),
    ("community_cohesion", "Social value: a morning a month at the advice centre."),
    ("community_cohesion", "Social value: staff time for the food bank."),
    ("community_cohesion", "Community benefits: paint for the scout hut."),
    ("environment", "Social value KPI 8: tCO2e saved."),
    ("environment", "Social value: CO2e avoided."),
    ("environment", "Social value: less van mileage between sites."),
    ("environment", "Social value measure: kWh saved each year."),
    ("environment", "Social value: tonnes kept out of landfill."),
    ("ethical_supply_chain", "Social value: map your tier 1 and 2 factories and confirm SA8000 audits."),
    ("ethical_supply_chain", "Social value: SMETA audit of each factory."),
    ("ethical_supply_chain", "Social value: say where the cotton is grown and who sews the goods."),
    ("ethical_supply_chain", "Social value: audits of overseas factories."),
    ("ethical_supply_chain", "Social value: Sedex membership."),
    ("", 'We call community benefits our "Local Thanks".'),
    ("", 'Our name for social value is the "Community Pound".'),
    (
        "community_cohesion jobs_skills",
        "Social value: think of trainee surveyors, or hours lent to our community centres.",
    ),
    ("jobs_skills", "Social value: a paid summer job for a student."),
    ("health_wellbeing", "Social value: mental health support for site staff."),
    ("fair_work", "Social value: pay the Real Living Wage."),
    ("", "Social value KPI: 70% = green, 50% = amber, below = red."),
    ("", "Social value pledges are rated amber or green."),
    ("", "Social value: a safe working environment for staff."),
    ("jobs_skills", "Social value in the current economic climate: offer work placements."),
    ("environment", "Social value: green vehicles."),
    ("environment", "Social value: act on the climate emergency."),
    ("environment", "Social value: carbon savings, reported red, amber or green."),
]
PARTS = (
    '{"criteria":[{"name":"Price","weight":90},{"name":"Social Value","subCriteria":'
    '[{"name":"Places for apprentices","weight":6},{"name":"Carbon saved","weight":4}]}]}'
)


@pytest.mark.parametrize(("themes", "text"), SAID)
def test_themes_of_a_sentence(judge: Judge, themes: str, text: str) -> None:
    assert sorted({theme for item in judge(text) for theme in item.themes}) == themes.split()


def test_a_criterion_has_the_themes_of_its_description_and_of_its_parts(judge: Judge) -> None:
    described = (
        '{"criteria":[{"name":"Price","weight":90},'
        '{"name":"Social value","description":"Work placements for pupils","weight":10}]}'
    )
    assert [item.themes for item in judge(PARTS)] == [("jobs_skills", "environment")]
    assert [item.themes for item in judge(described)] == [("jobs_skills",)]
