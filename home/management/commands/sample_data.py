from django.core.management.base import BaseCommand

from home import sample


class Command(BaseCommand):
    help = "Fill an empty portal with made-up communes, people, plans, tasks and reports; print the accounts."

    def handle(self, *args, **options):
        if sample.is_there():
            self.stdout.write("Dữ liệu mẫu đã có sẵn.")
        else:
            sample.make(progress=self.stdout.write)
        self.stdout.write("\nTài khoản mẫu (mật khẩu chung: " + sample.PASSWORD + ")")
        for username, full_name, words in sample.accounts():
            self.stdout.write(f"  {username:<12} {full_name:<22} {words}")
