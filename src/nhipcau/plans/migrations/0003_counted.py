"""What is counted of plans is kept in rows of its own; the plans that are there are counted once, here."""

from collections import defaultdict

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Count, F, Max, Min, Q, Sum

ANSWERABLE = ("implement", "lead")  # as the roles were called when this was written


def count_all(apps, schema_editor):
    """Every plan's rows, in the words of plans.tallies, which a migration cannot ask."""
    Plan, Deliverable, Duty, Tally, Share, Delivered = (
        apps.get_model("plans", name)
        for name in ("Plan", "Deliverable", "Duty", "Tally", "Share", "Delivered")
    )
    sums = {
        "owed": Count("pk"),
        "done": Count("pk", filter=~Q(done_on=None)),
        "late": Count("pk", filter=Q(done_on__gt=F("due_on"))),
        "last_done": Max("done_on"),
    }
    for plan in Plan.objects.order_by("pk"):
        items = Deliverable.objects.filter(duty__ended_on=None, duty__task__plan=plan).order_by()
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
        duties = Duty.objects.filter(ended_on=None, role__in=ANSWERABLE, task__plan=plan).order_by()
        Share.objects.bulk_create(
            Share(task_id=task, agencies=agencies, percents=percents, least=least)
            for task, agencies, percents, least in duties.values_list("task").annotate(
                Count("pk"), Sum("percent"), Min("percent")
            )
        )
        months = defaultdict(int)
        days = items.exclude(done_on=None).values_list("duty__task", "done_on").annotate(Count("pk"))
        for task, day, count in days:
            months[task, day.replace(day=1)] += count
        Delivered.objects.bulk_create(
            Delivered(task_id=task, month=month, count=count) for (task, month), count in months.items()
        )


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0002_office_clock'),
        ('plans', '0002_office_clock'),
    ]

    operations = [
        migrations.CreateModel(
            name='Share',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('agencies', models.PositiveIntegerField()),
                ('percents', models.PositiveIntegerField()),
                ('least', models.PositiveSmallIntegerField()),
                ('task', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='share', to='plans.task')),
            ],
        ),
        migrations.CreateModel(
            name='Delivered',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField()),
                ('count', models.PositiveIntegerField()),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='delivered', to='plans.task')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('task', 'month'), name='delivered_month_once')],
            },
        ),
        migrations.CreateModel(
            name='Tally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_on', models.DateField()),
                ('owed', models.PositiveIntegerField()),
                ('done', models.PositiveIntegerField()),
                ('late', models.PositiveIntegerField()),
                ('last_done', models.DateField(blank=True, null=True)),
                ('agency', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tallies', to='plans.plan')),
                ('task', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='tallies', to='plans.task')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('agency__isnull', False), ('task', None)), models.Q(('agency', None), ('task__isnull', False)), _connector='OR'), name='tally_of_task_or_agency'), models.UniqueConstraint(condition=models.Q(('agency', None)), fields=('task', 'due_on'), name='tally_of_task_once'), models.UniqueConstraint(condition=models.Q(('task', None)), fields=('plan', 'agency', 'due_on'), name='tally_of_agency_once')],
            },
        ),
        migrations.RunPython(count_all, migrations.RunPython.noop, elidable=True),
    ]
