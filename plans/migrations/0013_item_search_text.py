from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plans", "0012_duties_of_imports")]

    operations = [
        migrations.AddField(
            "planitem", "search_text", models.TextField(db_default="", default="", editable=False)
        ),
    ]
