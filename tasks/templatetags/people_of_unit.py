import json

from django import template

register = template.Library()


@register.filter
def people_of_unit(of_unit):
    """{unit pk: [person pk, …]} for the script that narrows people to the chosen unit."""
    return json.dumps(of_unit)
