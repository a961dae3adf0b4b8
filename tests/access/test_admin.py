import pytest
from django.contrib import admin
from django.urls import reverse
from tests.makers import *

def test_pages(case, cast, client):
    client.force_login(cast.mara)
    person=make_person(cast.mara, case, "Somebody")
    make_action(cast.mara, case)
    make_note(cast.mara, case)
    for model, ma in admin.site._registry.items():
        info=(model._meta.app_label, model._meta.model_name)
        r=client.get(reverse("admin:%s_%s_changelist"%info)); print(info, r.status_code)
        r=client.get(reverse("admin:%s_%s_add"%info)); print(info,"add", r.status_code)
        row=getattr(model.objects,"unrestricted",lambda because: model.objects.all())(because="x").first()
        if row:
            r=client.get(reverse("admin:%s_%s_change"%info, args=[row.pk])); print(info,"change", r.status_code)
            r=client.get(reverse("admin:%s_%s_history"%info, args=[row.pk])); print(info,"history", r.status_code)
