from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("plans", "0009_fill_cited_documents")]

    operations = [migrations.DeleteModel("Citation")]
