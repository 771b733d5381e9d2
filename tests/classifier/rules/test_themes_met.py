"""What each theme sounds like, said in three ways: under social value, as a list, and without the name."""

import pytest

from tests.classifier.conftest import Judge, strongest

THEMES = {
    "jobs_skills": (
        "take on two apprentices for the length of the works",
        "offer work experience to pupils of the secondary school",
        "run employability workshops for people out of work",
        "advertise every vacancy with Jobcentre Plus first",
        "fund NVQ level 2 for site operatives",
        "mentor sixth formers towards careers in engineering",
        "host T-level placements",
        "create entry-level posts for school leavers",
        "upskill its subcontractors in retrofit",
        "provide 52 person-weeks of training for new entrants",
        "give mock interviews and CV help to job seekers",
        "train and employ twelve long-term unemployed residents",
        "link with the college's skills academy",
        "offer paid internships to undergraduates",
    ),
    "fair_work": (
        "pay the real living wage to all staff",
        "avoid zero-hours contracts",
        "recognise a trade union",
        "give workers a voice in decisions",
        "offer secure hours and sick pay from day one",
        "follow the Fair Work First criteria",
        "not use fire and rehire",
        "publish its pay ratio",
        "guarantee hours to agency staff",
        "provide good terms and conditions of employment",
        "improve job security for cleaners",
        "sign up to the Unison ethical care charter on pay and hours",
        "pay travel time and holiday pay to care workers",
    ),
    "local_economy": (
        "place a third of orders with SMEs",
        "buy food from farms within 30 miles",
        "open its supply chain to social enterprises",
        "hold meet-the-buyer events",
        "spend 40% of subcontract value with firms of the borough",
        "support start-ups in the town centre",
        "grow the foundational economy",
        "use voluntary sector organisations as subcontractors",
        "strengthen local supply chains",
        "keep wealth in the county by buying locally",
        "source materials from regional suppliers",
        "help high street traders",
        "support economic regeneration of the estate",
    ),
    "environment": (
        "cut carbon emissions by 5% a year",
        "move its fleet to electric vans",
        "send no waste to landfill",
        "plant trees on the verge",
        "reduce single-use plastic",
        "work towards net zero by 2030",
        "improve biodiversity on site",
        "reuse furniture and recycle packaging",
        "save water and energy",
        "use cargo bikes for deliveries",
        "report its greenhouse gases",
        "encourage active travel",
        "create habitats for pollinators",
    ),
    "equality_inclusion": (
        "recruit disabled people to the team",
        "offer guaranteed interviews to care leavers",
        "close the gender pay gap",
        "employ ex-offenders on release",
        "become Disability Confident",
        "sign the Armed Forces Covenant",
        "attract women into construction",
        "remove barriers faced by minority ethnic candidates",
        "support refugees into work",
        "promote equality, diversity and inclusion",
        "tackle workforce inequality",
        "teach digital skills to digitally excluded pensioners",
        "help veterans find work",
    ),
    "health_wellbeing": (
        "look after the mental health of its workforce",
        "train mental health first aiders",
        "tackle loneliness among older residents",
        "run a cycle to work scheme",
        "offer free flu jabs to drivers",
        "fund healthy eating classes",
        "support physical activity in schools",
        "reduce stress among call handlers",
        "improve the wellbeing of staff",
        "provide an employee assistance programme",
        "build community gardens that help people stay well",
        "back smoking cessation",
    ),
    "community_cohesion": (
        "give staff two volunteering days a year",
        "donate materials to community centres",
        "sponsor the junior football club",
        "fundraise for a local hospice",
        "support food banks",
        "help tenants' groups run events",
        "repaint the village hall",
        "work with community groups to bring neighbours together",
        "provide pro bono advice to charities",
        "fund a community project chosen by residents",
        "integrate new arrivals with existing communities",
        "organise litter picks",
        "give surplus paint to youth clubs",
    ),
    "crime_safety": (
        "deter crime around its sites",
        "divert young people from gangs",
        "make streets safer at night",
        "fund knife crime awareness",
        "cut anti-social behaviour on the estate",
        "help reduce reoffending",
        "design out crime",
        "support victims of domestic abuse through a charity",
        "join Neighbourhood Watch",
        "remove graffiti free of charge",
        "keep women and girls safe",
        "report fly-tipping",
    ),
    "innovation": (
        "bring innovative ideas to the service",
        "pilot new low carbon technology",
        "test new ways of working with start-ups",
        "hold a hackathon for students",
        "invest in research and development",
        "prototype greener products",
        "share new thinking with other suppliers",
        "trial novel materials",
        "use emerging technology to help residents",
        "encourage creative solutions from subcontractors",
        "co-fund an innovation challenge",
    ),
    "ethical_supply_chain": (
        "map modern slavery risks in its supply chain",
        "buy Fairtrade tea and coffee",
        "audit factories for forced labour",
        "pay subcontractors within 14 days",
        "trace cotton back to the farm",
        "follow an ethical sourcing policy",
        "train buyers to spot human trafficking",
        "avoid conflict minerals",
        "require suppliers to respect human rights",
        "sign the Ethical Trading Initiative base code",
        "check labour standards abroad",
        "source timber responsibly",
    ),
}
FORMS = (
    "As part of social value the contractor will {}.",
    "Community benefits: {}.",
    "Bidders must {} as well as delivering the service.",
)


@pytest.mark.parametrize("theme", THEMES)
def test_theme_is_heard(judge: Judge, theme: str) -> None:
    said = [form.format(benefit) for benefit in THEMES[theme] for form in FORMS]
    heard = [any(theme in found.themes for found in judge(text)) for text in said]
    assert sum(heard) >= 0.95 * len(said)


@pytest.mark.parametrize("theme", THEMES)
def test_benefit_without_the_name_is_theme_only(judge: Judge, theme: str) -> None:
    for benefit in THEMES[theme]:
        found = strongest(judge(FORMS[2].format(benefit)))
        assert found is not None, benefit
        assert found.kind == "theme_only", benefit
