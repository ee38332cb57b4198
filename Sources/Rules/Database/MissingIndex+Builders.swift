// Lists of builders that are counted and read by two statements.

extension MissingIndex {
  static let builders: [Example] = [
    .project(
      "a list of a builder that is counted first",
      posts("↓@Column() created: Date;", Self.counted),
      fixed: posts("@Index() @Column() created: Date;", Self.counted)
    )
  ]

  private static let counted = """
    const query = this.posts.createQueryBuilder("post").where("1 = 1");
        query.orderBy("post.created", "DESC");
        const total = await query.getCount();
        if (limit) query.limit(50);
        return { total, rows: await query.getMany() };
    """

  private static func posts(_ column: String, _ body: String) -> [String: String] {
    [
      "post.ts": """
      import { Column, Entity, Index, PrimaryGeneratedColumn } from "typeorm";
      @Entity()
      export class Post {
        @PrimaryGeneratedColumn() id: number;
        @Column() text: string;
        \(column)
      }
      """,
      "posts.ts": """
      import { Body, Controller, Get, Post as Create, Query } from "@nestjs/common";
      import { InjectRepository } from "@nestjs/typeorm";
      import { Repository } from "typeorm";
      import { Post } from "./post";
      @Controller("posts")
      export class PostsController {
        constructor(@InjectRepository(Post) private readonly posts: Repository<Post>) {}
        @Get()
        async list(@Query("limit") limit: string) {
          \(body)
        }
        @Create()
        async add(@Body() dto: any) {
          return this.posts.save({ text: dto.text, created: new Date() });
        }
      }
      """,
    ]
  }
}
