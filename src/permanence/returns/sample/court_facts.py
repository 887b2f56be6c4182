"""What the sheet says of court, and of the way to adoption."""

from __future__ import annotations

from .chance import Chance, friday
from .lives import Adoption, Care, Court
from .planning import hear
from .sheet import Sheet, iso


def record_court(chance: Chance, care: Care, sheet: Sheet) -> None:
    """Proceedings with their hearings, evidence and meetings, and the plan to remain in care that came of them."""
    court = care.court
    if not court:
        return
    if court.considered and court.considered <= sheet.today:
        record_pre_proceedings(chance, sheet, court.considered, court.issued)
    if court.issued > sheet.today:
        return
    concluded = min(court.concluded, care.end)
    sheet.span("proceedings", court.issued, concluded, "care")
    _hearings(chance, care, court, sheet)
    if court.care_order and not care.adoption:
        sheet.span("remaining_in_care_plan", court.concluded, care.end)
    if chance.happens(6):
        sheet.event("change", court.issued + chance.number(30, 120), "court_plan")


def record_pre_proceedings(chance: Chance, sheet: Sheet, considered: int, issued: int | None) -> None:
    """Pre-proceedings from the decision to the court, or to today: meetings, agreement and plan."""
    sheet.span("proceedings", considered, issued, "pre_proceedings")
    if chance.happens(35):
        hear(sheet, "permanence", friday(considered + chance.days(-20, -4, 25)))
    end = issued or considered + 170
    first = sheet.meeting(chance, "pre_proceedings", considered + chance.days(8, 16, 40))
    for paper in ("written_agreement", "pre_proceedings_plan"):
        if chance.happens(85):
            sheet.document(paper, "sent", first - chance.number(0, 5), first)
    if end - first > 50:
        sheet.meeting(chance, "midway_review", first + (end - first) // 2)
        if chance.happens(75):
            sheet.meeting(chance, "final_pre_proceedings_review", end - chance.number(5, 20))
    if chance.happens(30):
        sheet.event("change", considered + 40, "option_discounted")


def _hearings(chance: Chance, care: Care, court: Court, sheet: Sheet) -> None:
    interim = next((day for day, status in care.orders if status == "C1"), court.issued)
    sheet.plan("hearing", interim, "initial")
    sheet.plan("hearing", max(court.issued + chance.days(11, 16, 34), interim), "case_management")
    if court.concluded > care.end:
        return
    evidence = court.concluded - chance.days(14, 24, 40)
    if chance.happens(80):
        sheet.meeting(chance, "final_care_planning", evidence - chance.days(-3, 7, 21))
    sheet.plan("final_evidence", evidence)
    sheet.plan("hearing", court.concluded, "final")


def record_adoption(chance: Chance, care: Care, sheet: Sheet) -> None:
    """From the first talk of adoption to the order: discussions, finding a family, the match and the child's book."""
    adoption = care.adoption
    if not adoption:
        return
    considered = max(care.start, adoption.decided - chance.days(40, 110, 200))
    if considered > sheet.today:
        return
    if care.route == "relinquished":
        sheet.event("relinquished", considered)
    sheet.event("adoption_considered", considered)
    sheet.meeting(chance, "adoption_discussion", considered + (0 if chance.happens(65) else chance.number(1, 20)))
    _adoption_planning(chance, adoption, considered, sheet)
    if adoption.decided > sheet.today:  # once made, the decision is in the return
        sheet.plan("decision", adoption.decided, "should_be_placed")
    if adoption.matched and adoption.placed:
        _match(chance, adoption, adoption.matched, sheet)
        _adopted(chance, care, adoption.placed, sheet)


def _adoption_planning(chance: Chance, adoption: Adoption, considered: int, sheet: Sheet) -> None:
    if chance.happens(80):
        planned = sheet.meeting(chance, "adoption_planning", considered + chance.days(6, 20, 60))
        sheet.document("adoption_minutes", "distributed", planned + chance.days(2, 6, 20), planned)
    if adoption.ordered:
        sheet.document("placement_order_application", "sent", adoption.decided + chance.number(1, 7))
    if adoption.reversed:
        sheet.event("change", adoption.reversed, "care_plan")


def _match(chance: Chance, adoption: Adoption, matched: int, sheet: Sheet) -> None:
    sheet.meeting(chance, "family_finding", adoption.decided + chance.days(5, 24, 90))
    sheet.event("carers_identified", matched - chance.number(40, 60))
    sheet.meeting(chance, "selection", matched - chance.number(15, 35))
    sheet.event("match", matched, "adoptive")


def _adopted(chance: Chance, care: Care, placed: int, sheet: Sheet) -> None:
    """The adoption hearing makes the order; the papers for the child's story are due by it and some come late."""
    if care.end_code not in ("E11", "E12"):
        return
    sheet.plan("hearing", care.end, "adoption")
    sheet.event("permanence_achieved", care.end, "adoption")
    for paper in ("life_story_book", "later_life_letter"):
        if chance.happens(82):
            day = care.end - chance.days(-30, 12, 60)
            sheet.event("document", day, paper, stage="distributed", about=iso(care.end))
    sheet.meeting(chance, "team_around_child", placed + chance.number(20, 60))
