"""The addresses of panels."""

from django.urls import path

from permanence.practice.panels.views import items, sittings

app_name = "panels"
urlpatterns = [
    path("panels/", sittings.panels, name="list"),
    path("panels/<slug:panel>/", sittings.panel, name="panel"),
    path("panels/<slug:panel>/add/", sittings.add, name="add"),
    path("panels/<slug:panel>/watch/<slug:over>/", sittings.watch, name="watch"),
    path("panels/<slug:panel>/<slug:day>/", sittings.sitting, name="sitting"),
    path("panels/<slug:panel>/<slug:day>/change/", sittings.change, name="change"),
    path("panels/<slug:panel>/<slug:day>/seats/add/", sittings.add_seat, name="add_seat"),
    path("panels/<slug:panel>/<slug:day>/seats/<int:number>/drop/", sittings.drop_seat, name="drop_seat"),
    path("panels/<slug:panel>/<slug:day>/came/", sittings.attendance, name="attendance"),
    path("panels/<slug:panel>/<slug:day>/order/", sittings.order, name="order"),
    path("panels/<slug:panel>/<slug:day>/agenda/", sittings.agenda, name="agenda"),
    path("panels/<slug:panel>/<slug:day>/agenda.<slug:form>", sittings.agenda_document, name="agenda_document"),
    path("children/<int:pk>/panels/", items.of_child, name="of_child"),
    path("children/<int:pk>/panels/refer/", items.prepare, name="prepare"),
    path("items/<int:pk>/", items.item, name="item"),
    path("items/<int:pk>/sitting/", items.move, name="move"),
    path("items/<int:pk>/papers/<int:number>/", items.enclosure, name="enclosure"),
    path("items/<int:pk>/send/", items.refer, name="refer"),
    path("items/<int:pk>/withdraw/", items.withdraw, name="withdraw"),
    path("items/<int:pk>/aside/", items.aside, name="aside"),
    path("items/<int:pk>/decide/", items.decide, name="decide"),
    path("items/<int:pk>/told/<int:number>/", items.tell, name="tell"),
    path("items/<int:pk>/tasks/<int:number>/", items.task, name="task"),
]
