"""The addresses of plans."""

from django.urls import path

from permanence.practice.plans.views import disagreeing, for_child, marking, settling

app_name = "plans"
urlpatterns = [
    path("children/<int:pk>/plan/", settling.of_child, name="of_child"),
    path("children/<int:pk>/plan/settle/", settling.settle, name="settle"),
    path("children/<int:pk>/plan/settle/<int:number>/", settling.settle_from, name="settle_from"),
    path("children/<int:pk>/plan/take-over/<int:number>/", settling.take_over, name="take_over"),
    path("children/<int:pk>/plan/achieved/", settling.achieved, name="achieved"),
    path("children/<int:pk>/plan/for-the-child/", for_child.page, name="for_child"),
    path("children/<int:pk>/plan/for-the-child/write/", for_child.write, name="write_for_child"),
    path("children/<int:pk>/plan/so/<slug:option>/<slug:word>/", marking.say, name="say"),
    path("children/<int:pk>/plan/unhappy/", disagreeing.disagree, name="disagree"),
    path("plans/<int:pk>/", settling.plan, name="plan"),
    path("plans/<int:pk>/told/<slug:of>/", marking.tell, name="tell"),
    path("plans/<int:pk>/court/", marking.court, name="court"),
    path("plans/<int:pk>/review/", marking.review, name="review"),
    path("plan-marks/<int:pk>/take-back/", marking.take_back, name="take_back"),
    path("tracks/<int:pk>/", settling.track, name="track"),
    path("disagreements/<int:pk>/", disagreeing.disagreement, name="disagreement"),
    path("disagreement-steps/<int:pk>/", disagreeing.answer, name="answer"),
]
