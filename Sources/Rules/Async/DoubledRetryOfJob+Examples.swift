// Where `DoubledRetryOfJob` speaks, and where it is silent.

extension DoubledRetryOfJob {
  static let examples: [Example] = [
    .reported(
      "a try that is asked for inside of the block that catches everything",
      """
      import requests
      from celery import Celery

      app = Celery("shop", broker="redis://queue:6379/0")

      @app.task(bind=True, max_retries=3)
      def send_order(self, order):
          try:
              answer = requests.post("https://partner.example.com/orders", json=order, timeout=5)
              if answer.status_code != 200:
                  raise ↓self.retry(countdown=60)
          except Exception as error:
              raise self.retry(exc=error, countdown=60)
      """,
      fixed: """
        import requests
        from celery import Celery

        app = Celery("shop", broker="redis://queue:6379/0")

        @app.task(bind=True, max_retries=3)
        def send_order(self, order):
            try:
                answer = requests.post("https://partner.example.com/orders", json=order, timeout=5)
                answer.raise_for_status()
            except Exception as error:
                raise self.retry(exc=error, countdown=60)
        """,
      path: "app.py"
    ),
    .reported(
      "a handler that names no exception",
      """
      import requests
      from celery import shared_task

      @shared_task(bind=True, max_retries=5)
      def charge(self, order):
          try:
              answer = requests.post("https://bank.example.com/charges", json=order, timeout=5)
              if not answer.ok:
                  ↓self.retry(countdown=30)
          except:
              self.retry(countdown=60)
      """,
      fixed: """
        import requests
        from celery import shared_task

        @shared_task(bind=True, max_retries=5)
        def charge(self, order):
            answer = requests.post("https://bank.example.com/charges", json=order, timeout=5)
            if not answer.ok:
                self.retry(countdown=30)
        """,
      path: "app.py"
    ),
    .silent(
      "celery's own exception goes through",
      """
      import requests
      from celery import Celery
      from celery.exceptions import Retry

      app = Celery("shop", broker="redis://queue:6379/0")

      @app.task(bind=True, max_retries=3)
      def send_order(self, order):
          try:
              answer = requests.post("https://partner.example.com/orders", json=order, timeout=5)
              if answer.status_code == 429:
                  raise self.retry(countdown=300)
          except Retry:
              raise
          except Exception as error:
              raise self.retry(exc=error, countdown=60)
      """,
      path: "app.py"
    ),
    .silent(
      "a handler that knows what it catches",
      """
      import requests
      from celery import Celery

      app = Celery("shop", broker="redis://queue:6379/0")

      @app.task(bind=True, max_retries=3)
      def send_order(self, order):
          try:
              answer = requests.post("https://partner.example.com/orders", json=order, timeout=5)
              if answer.status_code == 429:
                  raise self.retry(countdown=300)
          except requests.RequestException as error:
              raise self.retry(exc=error, countdown=60)
      """,
      path: "app.py"
    ),
  ]
}
