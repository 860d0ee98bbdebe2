"""What is changed in a running task stays from a day to a day; what was delivered by a part that is over is counted."""

from collections import defaultdict

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Count, F, Max, Q


def end_what_is_over(apps, schema_editor):
    """What a part that ended in a merger had not delivered is owed by its successor."""
    Duty, Deliverable = (apps.get_model("plans", name) for name in ("Duty", "Deliverable"))
    for key, day in Duty.objects.exclude(ended_on=None).values_list("pk", "ended_on"):
        Deliverable.objects.filter(duty=key, done_on=None).update(ended_on=day)


def count_what_they_did(apps, schema_editor):
    """The rows of plans in which a part that is over had delivered something, in the words of plans.tallies."""
    Plan, Deliverable, Tally, Delivered = (
        apps.get_model("plans", name) for name in ("Plan", "Deliverable", "Tally", "Delivered")
    )
    sums = {
        "owed": Count("pk"),
        "done": Count("pk", filter=~Q(done_on=None)),
        "late": Count("pk", filter=Q(done_on__gt=F("due_on"))),
        "last_done": Max("done_on"),
    }
    over = Deliverable.objects.exclude(duty__ended_on=None).exclude(done_on=None)
    for plan in Plan.objects.filter(pk__in=over.values("duty__task__plan")).order_by("pk"):
        Tally.objects.filter(plan=plan).delete()
        Delivered.objects.filter(task__plan=plan).delete()
        items = Deliverable.objects.filter(ended_on=None, duty__task__plan=plan).order_by()
        for field in ("task", "agency"):
            lines = items.values_list(f"duty__{field}", "due_on").annotate(**sums)
            Tally.objects.bulk_create(
                (
                    Tally(
                        plan=plan, due_on=due_on, owed=owed, done=done, late=late, last_done=last,
                        **{f"{field}_id": key},
                    )
                    for key, due_on, owed, done, late, last in lines
                ),
                batch_size=1000,
            )  # fmt: skip
        months = defaultdict(int)
        days = items.exclude(done_on=None).values_list("duty__task", "done_on").annotate(Count("pk"))
        for task, day, count in days:
            months[task, day.replace(day=1)] += count
        Delivered.objects.bulk_create(
            Delivered(task_id=task, month=month, count=count) for (task, month), count in months.items()
        )


class Migration(migrations.Migration):

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("plans", "0003_counted"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='taskdue',
            name='due_once',
        ),
        migrations.AddField(
            model_name='assignment',
            name='ended_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='deliverable',
            name='began_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='deliverable',
            name='ended_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='duty',
            name='officer',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='cán bộ phụ trách'),
        ),
        migrations.AddField(
            model_name='taskdue',
            name='ended_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='taskdue',
            name='moved_from',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='moved_to', to='plans.taskdue'),
        ),
        migrations.AddConstraint(
            model_name='deliverable',
            constraint=models.CheckConstraint(condition=models.Q(('done_on', None), ('ended_on', None), _connector='OR'), name='what_was_delivered_stays'),
        ),
        migrations.AddConstraint(
            model_name='taskdue',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_on', None)), fields=('task', 'on'), name='due_once'),
        ),
        migrations.RunPython(end_what_is_over, migrations.RunPython.noop, elidable=True),
        migrations.RunPython(count_what_they_did, migrations.RunPython.noop, elidable=True),
    ]
