// Room that is counted in the rows that a row brings along, or by a function that says yes or no.

extension CheckThenAct {
  static let rooms: [Example] = [
    .project(
      "places that a function of the service finds free before one is taken",
      sessions(
        """
        async book(sessionId: string, memberId: string) {
            if (!(await ↓this.hasRoom(sessionId))) throw new ConflictException("full");
            return this.prisma.booking.create({ data: { sessionId, memberId } });
          }
        """
      ),
      fixed: sessions(
        """
        async book(sessionId: string, memberId: string) {
            return this.prisma.$transaction(async (tx) => {
              await tx.$queryRaw`SELECT id FROM "Session" WHERE id = ${sessionId} FOR UPDATE`;
              if (!(await this.hasRoom(sessionId, tx))) throw new ConflictException("full");
              return tx.booking.create({ data: { sessionId, memberId } });
            });
          }
        """
      )
    ),
    .project(
      "rows that came along with their parent, compared with its limit",
      sessions(
        """
        async book(sessionId: string, memberId: string) {
            const session = await ↓this.prisma.session.findUnique({
              where: { id: sessionId }, include: { bookings: { select: { id: true } } },
            });
            if (session.bookings.length >= session.places) throw new ConflictException("full");
            return this.prisma.booking.create({ data: { sessionId, memberId } });
          }
        """
      ),
      fixed: sessions(
        """
        async book(sessionId: string, memberId: string) {
            const { count } = await this.prisma.session.updateMany({
              where: { id: sessionId, free: { gt: 0 } }, data: { free: { decrement: 1 } },
            });
            if (count === 0) throw new ConflictException("full");
            return this.prisma.booking.create({ data: { sessionId, memberId } });
          }
        """
      )
    ),
    .project(
      "a number that is enough in one of the rows that were read",
      sessions(
        """
        async book(sessionId: string, memberId: string) {
            const passes = await ↓this.prisma.pass.findMany({ where: { memberId }, take: 20 });
            const pass = passes.find((pass) => pass.credits > 0);
            if (!pass) throw new ConflictException("none");
            await this.prisma.pass.update({
              where: { id: pass.id }, data: { credits: { decrement: 1 } },
            });
          }
        """
      ),
      fixed: sessions(
        """
        async book(sessionId: string, memberId: string) {
            const passes = await this.prisma.pass.findMany({ where: { memberId }, take: 20 });
            const pass = passes.find((pass) => pass.credits > 0);
            if (!pass) throw new ConflictException("none");
            const { count } = await this.prisma.pass.updateMany({
              where: { id: pass.id, credits: { gt: 0 } }, data: { credits: { decrement: 1 } },
            });
            if (count === 0) throw new ConflictException("none");
          }
        """
      )
    ),
    .project(
      "a row that is looked for by the keys of two others",
      sessions(
        """
        async book(sessionId: string, email: string) {
            const member = await this.prisma.member.findUnique({ where: { email } });
            const session = await this.prisma.session.findUnique({ where: { id: sessionId } });
            const found = await ↓this.prisma.booking.findFirst({
              where: { memberId: member.id, sessionId: session.id },
            });
            if (found) throw new ConflictException("booked");
            return this.prisma.booking.create({
              data: { memberId: member.id, sessionId: session.id },
            });
          }
        """
      ),
      fixed: ["prisma/schema.prisma": schema("@@unique([memberId, sessionId])")]
    ),
    .silent(
      "rows that came along, of which there must be one",
      files: sessions(
        """
        async book(sessionId: string, memberId: string) {
            const session = await this.prisma.session.findUnique({
              where: { id: sessionId }, include: { bookings: { select: { id: true } } },
            });
            if (session.bookings.length > 0) await this.mail(session);
            return this.prisma.booking.create({ data: { sessionId, memberId } });
          }
          async mail(session: object) {}
        """
      )
    ),
  ]

  private static func schema(_ key: String = "") -> String {
    """
    datasource db {
      provider = "postgresql"
      url      = env("DATABASE_URL")
    }
    model Session {
      id       String    @id
      places   Int
      free     Int
      bookings Booking[]
    }
    model Member {
      id    String @id
      email String @unique
    }
    model Booking {
      id        String  @id @default(cuid())
      sessionId String
      memberId  String
      session   Session @relation(fields: [sessionId], references: [id])
      @@index([sessionId])
      \(key)
    }
    model Pass {
      id       String @id
      memberId String
      credits  Int
      @@index([memberId])
    }
    """
  }

  private static func sessions(_ book: String) -> [String: String] {
    [
      "prisma/schema.prisma": schema(),
      "src/sessions.service.ts": """
      import { ConflictException, Injectable } from "@nestjs/common";
      import { PrismaClient } from "@prisma/client";

      @Injectable()
      export class SessionsService {
        private readonly prisma = new PrismaClient();

        \(book)

        async hasRoom(id: string, client = this.prisma): Promise<boolean> {
          const session = await client.session.findUnique({
            where: { id }, include: { bookings: { select: { id: true } } },
          });
          if (!session) return false;
          const taken = session.bookings.length;
          return taken < session.places;
        }
      }
      """,
      "src/sessions.controller.ts": """
      import { Body, Controller, Param, Post } from "@nestjs/common";
      import { SessionsService } from "./sessions.service";

      @Controller("sessions")
      export class SessionsController {
        constructor(private readonly sessions: SessionsService) {}

        @Post(":id/book")
        book(@Param("id") id: string, @Body("member") member: string) {
          return this.sessions.book(id, member);
        }
      }
      """,
    ]
  }
}
