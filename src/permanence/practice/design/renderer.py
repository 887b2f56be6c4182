"""Forms: every form of the app, and of packages, is laid out by the templates of this room."""

from __future__ import annotations

from django.forms.renderers import TemplatesSetting


class Design(TemplatesSetting):
    """Django's forms in the components of the design system: label, hint, error and an error summary that links."""

    form_template_name = "design/form.html"
    field_template_name = "design/field.html"
    formset_template_name = "design/formset.html"
