"""Which words say that a notice falls under the Provider Selection Regime, and which only speak of it."""

import pytest

from store.ingest.mapping.psr import says_psr

SAID = (
    "The award is subject to the Health Care Services (Provider Selection Regime) Regulations 2023.",
    "We will use the most suitable provider process of the Provider Selection Regime.",
    "This is bought under the PSR and not the Procurement Act. The Provider Selection Regime is new.",
    "THIS IS A PROVIDER SELECTION REGIME (PSR) INTENDED APPROACH NOTICE",
    "Let under the Health Services (Provider Selection Regime) (Wales) Regulations 2025.",
    "The commissioner follows direct award process B under the PSR.",
    "PSR 2023 applies.",
    "Awarded under the NHS PSR.",
    "Key criteria of the PSR will be used: quality, value and social value.",
    "The contract will be awarded under the Provider Selection Regime 2023 competitive process.",
    "The PSR Regulations 2023 apply to this procurement. (Provider Selection Regime)",
    "Health Care Services (Provider Selection Regime) Regulations 2023 applies.",
    "Procurement route: PSR competitive process (Provider Selection Regime).",
    "Procurement route: Provider Selection Regime - Direct Award Process B",
    "The Provider Selection Regime Regulations govern this procurement.",
    "This procurement is governed by PSR 2023.",
    "This contract is being let under The Health Care Services (Provider Selection\nRegime) Regulations 2023.",
    "The Health Services (Provider Selection Regime) (Wales) Regulations 2025 will apply to this procurement.",
    "This service is in scope of the Provider Selection Regime.",
    "The service falls within the scope of the PSR Regulations 2023.",
    "As the service is a relevant health care service, the ICB will apply the Provider Selection Regime.",
    "Please note that this is being run as a competitive process in line with the Provider Selection Regime (PSR).",
    "The ICB intends to award a contract to an existing provider following direct award process C.",
    "PSR Direct Award C notice of intention.",
    "Contract let using the most suitable provider process.",
    "Providers may make representations under regulation 12 of the PSR 2023.",
    "The standstill period under the Provider Selection Regime ends on 4 May.",
    "The relevant authority will evaluate against the basic selection criteria of the Provider Selection Regime.",
    "Other - Provider Selection Regime",
    "Other: PSR Competitive Process",
    "Not subject to the Procurement Act 2023: the Provider Selection Regime applies.",
    "The Public Contracts Regulations 2015 do not apply, as this is let under the Provider Selection Regime.",
    "This is not a Procurement Act competition; it follows the Provider Selection Regime.",
    "Rydym yn caffael o dan y Provider Selection Regime (Wales) Regulations 2025.",
    "NHS PSR Intention to Award - Most Suitable Provider",
    "Provider Selection Regime: Competitive Process for Community Dermatology",
    "Community Dermatology (PSR) competitive process under the Provider Selection Regime",
    "This notice is published in accordance with the PSR. The Provider Selection Regime Regulations 2023 require it.",
    "Competitive process under the Health Care Services (Provider Selection Regime) Regulations",
    "The ICB is undertaking a PSR (Provider Selection Regime) competitive process.",
    "Award under Direct Award Process A of the Provider Selection Regime.",
    "It is intended that the contract is awarded via the Most Suitable Provider Process.",
    "We consider this a relevant health care service and therefore within the Provider Selection Regime.",
    "The procurement is carried out under the Provider Selection Regime, not the Procurement Act 2023.",
    "Procurement legislation: Provider Selection Regime (PSR)",
    "NHS Provider Selection Regime",
    "The PSR regime applies to this procurement (Provider Selection Regime).",
    "Urgent award under the Provider Selection Regime",
    "Notice of Intention to Make an Award - Provider Selection Regime",
    "The services will be procured under the Provider Selection Regime and support patients at home.",
    "A support service for carers is being commissioned under the Provider Selection Regime.",
)
NOT_SAID = (
    "This procurement does not fall within the Provider Selection Regime.",
    "The Provider Selection Regime does not apply to this contract.",
    "Bidders need experience of buying under the Provider Selection Regime.",
    "Advice for commissioners on the Provider Selection Regime.",
    "The Payment Systems Regulator (PSR) appoints a panel under the PSR.",
    "Contracts let before the Provider Selection Regime came in.",
    "The radar of the PSR programme is maintained under the PSR contract.",
    "The work is out of scope of the Provider Selection Regime.",
    "Public sector reform (PSR) under the PSR board.",
    "The service is not within scope of the Provider Selection Regime.",
    "The service sits outside of the Provider Selection Regime (PSR).",
    "Should legislation change so that the Provider Selection Regime applies, the Council may vary the contract.",
    "If the service becomes subject to the Provider Selection Regime, the parties will meet.",
    "In the event that the Provider Selection Regime applies to a future variation, the parties agree to follow it.",
    "The contract may be extended under the Provider Selection Regime.",
    "A system that supports contract managers working under the Provider Selection Regime.",
    "The tool will help commissioners run procurements under the Provider Selection Regime.",
    "The supplier will advise the ICB on awards under the Provider Selection Regime.",
    "Consultancy support for Provider Selection Regime procurements.",
    "Bidders must show knowledge of the PSR and the Provider Selection Regime.",
    "The current contract was awarded under the Provider Selection Regime.",
    "The existing contract, let under the Provider Selection Regime, ends in March.",
    "This procurement is conducted under the Procurement Act 2023 and not under the Provider Selection Regime.",
    "The Provider Selection Regime (PSR) is not applicable.",
    "The services are exempt from the Provider Selection Regime.",
    "The Council has determined that the Provider Selection Regime does not apply.",
    "The Council does not consider that the Provider Selection Regime applies to this service.",
    "It is not considered that this falls under the Provider Selection Regime.",
    "Neither the PSR nor the Concession Contracts Regulations apply. The Provider Selection Regime was reviewed.",
    "Future health services may be commissioned under the Provider Selection Regime.",
    "The health element, which would fall under the Provider Selection Regime, is excluded from this procurement.",
    "This is a light touch contract under the Procurement Act 2023, rather than a Provider Selection Regime award.",
    "The e-tendering platform must produce Provider Selection Regime notices.",
    "The Provider Selection Regime came into force on 1 January 2024.",
    "Payment by PSR under the PSR framework.",
    "Templates for Provider Selection Regime decision records and training modules.",
    "Whether the Provider Selection Regime applies will be decided later.",
    "Audit of compliance with the Provider Selection Regime.",
    "The Council reserves the right to use the Provider Selection Regime in future.",
    "This procurement is not a Provider Selection Regime procurement.",
    "This contract does not come under the Provider Selection Regime.",
    "Suppliers need not be familiar with the Provider Selection Regime.",
    "We are buying a contract register that records awards made under the Provider Selection Regime.",
    "Market engagement on how the Provider Selection Regime may affect councils.",
    "Services that fall under the Provider Selection Regime are not part of this framework.",
    "The framework may not be used for services subject to the Provider Selection Regime.",
    "The Provider Selection Regime was introduced by the Health and Care Act 2022.",
    "Primary medical services under the Provider Selection Regime are excluded.",
    "The lot for health care will be procured separately under the Provider Selection Regime.",
)


@pytest.mark.parametrize("text", SAID)
def test_the_notice_falls_under_it(text: str) -> None:
    assert says_psr([text])


@pytest.mark.parametrize("text", NOT_SAID)
def test_the_words_mean_something_else(text: str) -> None:
    assert not says_psr([text])


def test_the_abbreviation_takes_its_meaning_from_another_text() -> None:
    assert says_psr(["Bought under the PSR.", "The Provider Selection Regime is new."])
    assert not says_psr(["Bought under the PSR.", "The Payment Systems Regulator is new."])
