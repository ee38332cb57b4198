// Interceptors and handlers that write whole requests and answers.

extension LogFlooding {
  static let interceptors: [Example] = [
    .reported(
      "an interceptor that writes every body and every answer",
      interceptor(
        """
        const request = context.switchToHttp().getRequest();
            const { method, url, body } = request;
            const shown = this.sanitize(body);
            ↓this.logger.log(`${method} ${url} ${JSON.stringify(shown)}`);
            return next.handle().pipe(tap((data) => {
              this.logger.log(`answered ${JSON.stringify(data)}`);
            }));
        """
      ),
      fixed: interceptor(
        """
        const request = context.switchToHttp().getRequest();
            const { method, url, body } = request;
            const shown = this.sanitize(body);
            this.logger.log(`${method} ${url} ${Object.keys(shown).length} fields`);
            return next.handle();
        """
      ),
      path: "logging.interceptor.ts"
    ),
    .reported(
      "an interceptor that writes what the handler answered",
      interceptor(
        """
        return next.handle().pipe(tap((data) => {
              ↓this.logger.log(`answered ${JSON.stringify(data)}`);
            }));
        """
      ),
      fixed: interceptor(
        """
        return next.handle().pipe(tap((data) => {
              this.logger.log(`answered ${data.length} rows`);
            }));
        """
      ),
      path: "logging.interceptor.ts"
    ),
    .reported(
      "the body among the fields of a line",
      """
      import express from "express";
      import pino from "pino";
      const logger = pino();
      const app = express();
      app.use(express.json());
      app.post("/orders", (req, res) => {
        ↓logger.info({ url: req.url, body: req.body }, "order");
        res.end();
      });
      """,
      fixed: """
        import express from "express";
        import pino from "pino";
        const logger = pino();
        const app = express();
        app.use(express.json());
        app.post("/orders", (req, res) => {
          logger.info({ url: req.url, items: req.body.items.length }, "order");
          res.end();
        });
        """
    ),
  ]

  private static func interceptor(_ body: String) -> String {
    """
    import { CallHandler, Controller, ExecutionContext, Get, Injectable, Logger, NestInterceptor, UseInterceptors } from "@nestjs/common";
    import { tap } from "rxjs/operators";
    @Injectable()
    export class LoggingInterceptor implements NestInterceptor {
      private readonly logger = new Logger("HTTP");
      intercept(context: ExecutionContext, next: CallHandler) {
        \(body)
      }
      private sanitize(data: any) {
        return { ...data, password: undefined };
      }
    }
    @Controller("orders")
    @UseInterceptors(LoggingInterceptor)
    export class OrdersController {
      @Get() all() { return []; }
    }
    """
  }
}
