def test_x(case, cast):
    from casework.cases.models import Case
    assert Case.objects.visible_to(cast.lou).count() == 1
    assert case.reader_keys
