"""The addresses of meetings."""

from django.urls import path

from permanence.practice.meetings.views import asking, closing, for_child, papers, people, private, writing

app_name = "meetings"
urlpatterns = [
    path("meetings/", asking.meetings, name="list"),
    path("children/<int:pk>/meetings/", asking.of_child, name="of_child"),
    path("children/<int:pk>/meetings/ask/", asking.ask, name="ask"),
    path("meetings/<int:pk>/", asking.meeting, name="meeting"),
    path("meetings/<int:pk>/book/", asking.book, name="book"),
    path("meetings/<int:pk>/cancel/", asking.cancel, name="cancel"),
    path("meetings/<int:pk>/invite/", people.add, name="add"),
    path("meetings/<int:pk>/people/<int:number>/", people.decide, name="decide"),
    path("meetings/<int:pk>/people/<int:number>/said/", people.hear, name="hear"),
    path("meetings/<int:pk>/people/<int:number>/withhold/", people.withhold, name="withhold"),
    path("meetings/<int:pk>/write/<slug:section>/", writing.write, name="write"),
    path("meetings/<int:pk>/options/<slug:option>/", writing.appraise, name="appraise"),
    path("meetings/<int:pk>/conclusion/", writing.conclude, name="conclude"),
    path("meetings/<int:pk>/actions/add/", writing.agree_deed, name="agree_deed"),
    path("actions/<int:pk>/done/", writing.settle_deed, name="settle_deed"),
    path("actions/<int:pk>/pass-on/", writing.pass_on_deed, name="pass_on_deed"),
    path("children/<int:pk>/papers/", papers.papers, name="papers"),
    path("children/<int:pk>/papers/<slug:kind>/begin/", papers.begin, name="begin"),
    path("papers/<int:pk>/", papers.paper, name="paper"),
    path("papers/<int:pk>/write/<slug:section>/", papers.write, name="write_paper"),
    path("papers/<int:pk>/finish/", papers.finish, name="finish"),
    path("meetings/<int:pk>/held/", closing.hold, name="hold"),
    path("meetings/<int:pk>/close/", closing.close, name="close"),
    path("meetings/<int:pk>/approve/", closing.approve, name="approve"),
    path("meetings/<int:pk>/send-back/", closing.send_back, name="send_back"),
    path("meetings/<int:pk>/send/", closing.send, name="send"),
    path("meetings/<int:pk>/brothers-and-sisters/", closing.copy, name="copy"),
    path("meetings/<int:pk>/child/", for_child.for_child, name="for_child"),
    path("meetings/<int:pk>/child/write/", for_child.write_for_child, name="write_for_child"),
    path("meetings/<int:pk>/child.<slug:form>", for_child.document, name="child_document"),
    path("me/calendar/", private.calendar, name="calendar"),
    path("me/calendar/end/", private.end_calendar, name="end_calendar"),
    path("calendar/<str:words>.ics", private.feed, name="feed"),
    path("answer/<str:words>/", private.answer, name="answer"),
    path("letters/<int:pk>/again/", people.try_again, name="try_again"),
    path("notes/<int:pk>/take-back/", closing.take_back, name="take_back"),
    path("meetings/<int:pk>/minutes/", closing.minutes, name="minutes"),
    path("meetings/<int:pk>/minutes.<slug:form>", closing.document, name="document"),
]
