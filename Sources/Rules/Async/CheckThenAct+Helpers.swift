// Decisions and changes that are spread over functions: one reads, one refuses, one writes.

extension CheckThenAct {
  static let helpers: [Example] = [
    .reported(
      "a stock that is taken from by a function, after its caller found enough",
      goods(
        """
        async function take(id: number, amount: number) {
          await goods.decrement({ id }, "amount", amount);
        }
        app.post("/goods/:id/buy", async (req, res) => {
          const good = await ↓goodOrThrow(Number(req.params.id));
          if (good.amount < req.body.amount) return res.status(409).end();
          await take(good.id, req.body.amount);
          res.end();
        });
        """
      ),
      fixed: goods(
        """
        async function take(id: number, amount: number) {
          await goods.decrement({ id, amount: MoreThanOrEqual(amount) }, "amount", amount);
        }
        app.post("/goods/:id/buy", async (req, res) => {
          const good = await goodOrThrow(Number(req.params.id));
          if (good.amount < req.body.amount) return res.status(409).end();
          await take(good.id, req.body.amount);
          res.end();
        });
        """
      ),
      path: "server.ts"
    ),
    .reported(
      "a state that one function refuses and another changes",
      goods(
        """
        function refuseTaken(good: Good) {
          if (good.status !== Status.FREE) throw new Error("taken");
        }
        async function hold(id: number, person: number) {
          await goods.update({ id }, { person, status: Status.TAKEN });
        }
        app.post("/goods/:id/take", async (req, res) => {
          const good = await ↓goodOrThrow(Number(req.params.id));
          refuseTaken(good);
          await hold(good.id, req.body.person);
          res.end();
        });
        """
      ),
      fixed: goods(
        """
        function refuseTaken(good: Good) {
          if (good.status !== Status.FREE) throw new Error("taken");
        }
        async function hold(id: number, person: number) {
          await goods.update({ id, status: Status.FREE }, { person, status: Status.TAKEN });
        }
        app.post("/goods/:id/take", async (req, res) => {
          const good = await goodOrThrow(Number(req.params.id));
          refuseTaken(good);
          await hold(good.id, req.body.person);
          res.end();
        });
        """
      ),
      path: "server.ts"
    ),
    .reported(
      "a row that is deleted after what it held was given back",
      goods(
        """
        app.delete("/purchases/:id", async (req, res) => {
          const purchase = await ↓purchases.findOneByOrFail({ id: Number(req.params.id) });
          await goods.increment({ id: purchase.goodId }, "amount", purchase.amount);
          await purchases.delete({ id: purchase.id });
          res.end();
        });
        """
      ),
      fixed: goods(
        """
        app.delete("/purchases/:id", async (req, res) => {
          const purchase = await purchases.findOneByOrFail({ id: Number(req.params.id) });
          const { affected } = await purchases.delete({ id: purchase.id });
          if (affected === 1) {
            await goods.increment({ id: purchase.goodId }, "amount", purchase.amount);
          }
          res.end();
        });
        """
      ),
      path: "server.ts"
    ),
    .reported(
      "a row that one function looks for and another makes",
      goods(
        """
        async function purchaseOf(goodId: number, amount: number) {
          return purchases.findOneBy({ goodId, amount });
        }
        async function add(goodId: number, amount: number) {
          const purchase = purchases.create({ goodId, amount });
          await purchases.save(purchase);
        }
        app.post("/purchases", async (req, res) => {
          const found = await ↓purchaseOf(req.body.goodId, req.body.amount);
          if (found) return res.status(409).end();
          await add(req.body.goodId, req.body.amount);
          res.end();
        });
        """
      ),
      fixed: goods(
        """
        app.post("/purchases", async (req, res) => {
          const { goodId, amount } = req.body;
          await purchases.upsert({ goodId, amount }, ["goodId", "amount"]);
          res.end();
        });
        """
      ),
      path: "server.ts"
    ),
    .silent(
      "a state that a repository changes where it still is the one that was read",
      goods(
        """
        class Shelf {
          async load(id: number) { return goods.findOneBy({ id }); }
          async update(filter: object, change: object) { return goods.update(filter, change); }
        }
        const shelf = new Shelf();
        app.post("/goods/:id/take", async (req, res) => {
          const good = await shelf.load(Number(req.params.id));
          if (good.status !== Status.FREE) return res.status(409).end();
          const { affected } = await shelf.update(
            { id: good.id, status: Status.FREE },
            { status: Status.TAKEN },
          );
          res.status(affected === 1 ? 200 : 409).end();
        });
        """
      ),
      path: "server.ts"
    ),
    .silent(
      "a function that reads the row with a lock",
      goods(
        """
        async function locked(id: number) {
          return goods.findOne({ where: { id }, lock: { mode: "pessimistic_write" } });
        }
        app.post("/goods/:id/buy", async (req, res) => {
          const good = await locked(Number(req.params.id));
          if (good.amount < req.body.amount) return res.status(409).end();
          await goods.decrement({ id: good.id }, "amount", req.body.amount);
          res.end();
        });
        """
      ),
      path: "server.ts"
    ),
  ]

  private static func goods(_ body: String) -> String {
    """
    import express from "express";
    import { Column, DataSource, Entity, MoreThanOrEqual, PrimaryGeneratedColumn } from "typeorm";

    enum Status { FREE = "free", TAKEN = "taken" }

    @Entity()
    class Good {
      @PrimaryGeneratedColumn() id: number;
      @Column() amount: number;
      @Column() status: Status;
      @Column() person: number;
    }

    @Entity()
    class Purchase {
      @PrimaryGeneratedColumn() id: number;
      @Column() goodId: number;
      @Column() amount: number;
    }

    const source = new DataSource({ type: "postgres", url: process.env.DATABASE_URL });
    const goods = source.getRepository(Good);
    const purchases = source.getRepository(Purchase);
    const app = express();

    async function goodOrThrow(id: number): Promise<Good> {
      const good = await goods.findOneBy({ id });
      if (!good) throw new Error("none");
      return good;
    }

    \(body)
    """
  }
}
