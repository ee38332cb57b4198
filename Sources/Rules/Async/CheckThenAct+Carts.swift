// Rows that are found by a row of another table, and elements of the lists that a row holds.

extension CheckThenAct {
  static let carts: [Example] = [
    .project(
      "a cart that is looked for by its user, then made",
      shop(
        entity: "@ManyToOne(() => User) user: User;",
        """
        let cart = await ↓this.carts.findOne({ where: { user: { id: dto.userId } } });
            if (!cart) {
              cart = this.carts.create({ user: { id: dto.userId } });
              cart = await this.carts.save(cart);
            }
            return cart;
        """
      ),
      fixed: shop(
        entity: "@OneToOne(() => User) @JoinColumn() user: User;",
        """
        let cart = await this.carts.findOne({ where: { user: { id: dto.userId } } });
            if (!cart) {
              cart = this.carts.create({ user: { id: dto.userId } });
              cart = await this.carts.save(cart);
            }
            return cart;
        """
      )
    ),
    .project(
      "a number of an element that is looked for in a list of the row",
      shop(
        """
        const cart = await ↓this.carts.findOne({ where: { id: dto.id }, relations: ["items"] });
            const item = cart.items.find((entry) => entry.productId === dto.productId);
            item.quantity += dto.quantity;
            return this.items.save(item);
        """
      ),
      fixed: shop(
        """
        const cart = await this.carts.findOne({ where: { id: dto.id }, relations: ["items"] });
            const item = cart.items.find((entry) => entry.productId === dto.productId);
            return this.items.increment({ id: item.id }, "quantity", dto.quantity);
        """
      )
    ),
  ]

  private static func shop(
    entity: String = "@ManyToOne(() => User) user: User;",
    _ body: String
  ) -> [String: String] {
    [
      "entities.ts": """
      import { Column, Entity, JoinColumn, ManyToOne, OneToMany, OneToOne, PrimaryGeneratedColumn } from "typeorm";
      @Entity()
      export class User {
        @PrimaryGeneratedColumn() id: number;
        @Column() name: string;
      }
      @Entity()
      export class Cart {
        @PrimaryGeneratedColumn() id: number;
        \(entity)
        @OneToMany(() => CartItem, (item) => item.cart) items: CartItem[];
      }
      @Entity()
      export class CartItem {
        @PrimaryGeneratedColumn() id: number;
        @Column() quantity: number;
        @Column() productId: number;
        @ManyToOne(() => Cart, (cart) => cart.items) cart: Cart;
      }
      """,
      "shop.ts": """
      import { Body, Controller, Post } from "@nestjs/common";
      import { InjectRepository } from "@nestjs/typeorm";
      import { Repository } from "typeorm";
      import { Cart, CartItem } from "./entities";
      @Controller("cart")
      export class CartController {
        constructor(
          @InjectRepository(Cart) private readonly carts: Repository<Cart>,
          @InjectRepository(CartItem) private readonly items: Repository<CartItem>,
        ) {}
        @Post()
        async add(@Body() dto: any) {
          \(body)
        }
      }
      """,
    ]
  }
}
