// Related rows that TypeORM brings along: by declaration, by path, and by a join.

extension UnboundedRead {
  static let entities: [Example] = [
    .project(
      "comments that come along with every read of a post",
      forum(
        eager: "@↓OneToMany(() => Comment, (comment) => comment.post, { eager: true })",
        "this.posts.findOneBy({ id })"
      ),
      fixed: forum(eager: Self.lazy, "this.posts.findOneBy({ id })")
    ),
    .project(
      "the comments of all posts of a user, named by their path",
      forum(
        "this.users.findOne({ where: { id }, relations: [\"group\", ↓\"posts.comments\"] })"
      ),
      fixed: forum("this.users.findOne({ where: { id }, relations: [\"group\"] })")
    ),
    .project(
      "the comments of all posts of a user, named in one another",
      forum("this.users.findOne({ where: { id }, relations: { posts: ↓{ comments: true } } })"),
      fixed: forum("this.users.findOne({ where: { id }, relations: { group: true } })")
    ),
    .project(
      "comments that a builder joins to each post of a page",
      forum(
        """
        this.posts.createQueryBuilder("post")
              .leftJoinAndSelect("post.author", "author")
              .leftJoinAndSelect(↓"post.comments", "comment")
              .orderBy("post.id", "DESC").take(20).getMany()
        """
      ),
      fixed: forum(
        """
        this.posts.createQueryBuilder("post")
              .leftJoinAndSelect("post.author", "author")
              .loadRelationCountAndMap("post.commentCount", "post.comments")
              .orderBy("post.id", "DESC").take(20).getMany()
        """
      )
    ),
    .project(
      "all groups, with the users that are in them",
      forum("↓this.groups.find({ relations: [\"users\"] })"),
      fixed: forum("this.groups.find({ take: 50 })")
    ),
    .silent(
      "the own like of each post, one author, and an eager relation that a read leaves out",
      files: forum(
        eager: "@OneToMany(() => Comment, (comment) => comment.post, { eager: true })",
        """
        [
              await this.posts.findOne({ where: { id }, loadEagerRelations: false }),
              await this.posts.createQueryBuilder("post")
                .leftJoinAndSelect("post.author", "author")
                .leftJoinAndSelect("post.comments", "comment", "comment.authorId = :id", { id })
                .take(20).getMany(),
            ]
        """
      )
    ),
  ]

  private static let lazy = "@OneToMany(() => Comment, (comment) => comment.post)"

  private static func forum(eager: String = lazy, _ read: String) -> [String: String] {
    [
      "entities.ts": """
      import { Column, Entity, ManyToOne, OneToMany, PrimaryGeneratedColumn } from "typeorm";
      @Entity()
      export class Group {
        @PrimaryGeneratedColumn() id: number;
        @Column() name: string;
        @OneToMany(() => User, (user) => user.group) users: User[];
      }
      @Entity()
      export class User {
        @PrimaryGeneratedColumn() id: number;
        @Column() name: string;
        @ManyToOne(() => Group, (group) => group.users) group: Group;
        @OneToMany(() => Post, (post) => post.author) posts: Post[];
      }
      @Entity()
      export class Post {
        @PrimaryGeneratedColumn() id: number;
        @Column() text: string;
        @ManyToOne(() => User, (user) => user.posts) author: User;
        \(eager)
        comments: Comment[];
      }
      @Entity()
      export class Comment {
        @PrimaryGeneratedColumn() id: number;
        @Column() text: string;
        @Column() authorId: number;
        @ManyToOne(() => Post, (post) => post.comments) post: Post;
      }
      """,
      "forum.ts": """
      import { Controller, Get, Param } from "@nestjs/common";
      import { InjectRepository } from "@nestjs/typeorm";
      import { Repository } from "typeorm";
      import { Group, Post, User } from "./entities";
      @Controller("forum")
      export class ForumController {
        constructor(
          @InjectRepository(Group) private readonly groups: Repository<Group>,
          @InjectRepository(Post) private readonly posts: Repository<Post>,
          @InjectRepository(User) private readonly users: Repository<User>,
        ) {}
        @Get(":id")
        async one(@Param("id") id: number) {
          return \(read);
        }
      }
      """,
    ]
  }
}
