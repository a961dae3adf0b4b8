import json, time
from dataclasses import asdict
import pytest
from tests.awkward_facts.entering import Desk, FILES
from tests.awkward_facts.entering_facts import enter
from tests.awkward_facts.asking import Answers, TABLES

ONLY = {
    "forced_return": {"estimates-vary","northeast-china","no-accurate-data","article-47","qin-gang-view","english-silent","acceded-1982","became-party","signed-but-violated","signed-it","rumour","spotlight","crack-down","embassies-since-2002","illegal-economic-immigrants"},
    "border_two_thousand": {"two-thousand","could-be-higher","hearing-tuesday","appeal-to-guterres","un-spokesperson", "credentials", "embassy-handled", "embassy-so-called", "embassy-urges"},
    "forced_labour_exports": {"millions-in-april"},
}

@pytest.mark.django_db
def test_it(cast):
    from django.core.management import call_command
    call_command("load_vocabulary")
    desk = Desk.of(cast)
    t = time.process_time(); w=time.time()
    for name in FILES:
        if name == "fictional_case": continue
        enter(desk, name, frozenset(ONLY.get(name, ())))
        print(name, round(time.process_time() - t, 1), round(time.time()-w,1), flush=True)
    a = Answers(desk)
    out = {"pages": {n: a.page(n) for n in desk.cases}, "tables": {n: a.table(n) for n in TABLES}, "dossiers": {n: {k:v for k,v in asdict(a.dossier(n)).items() if k not in ("words","method")} for n in desk.cases}}
    print(round(time.process_time() - t, 1))
    json.dump(out, open("/tmp/plan/awkward.json","w"), indent=1, ensure_ascii=False, default=str)
