import bcrypt from 'bcrypt';
import { Prisma } from '@prisma/client';
import { prisma } from '../lib/prisma.js';

export class AddressTaken extends Error {}

export async function register(email: string, name: string, password: string) {
  const passwordHash = await bcrypt.hash(password, 12);
  try {
    return await prisma.user.create({
      data: { email, name, passwordHash },
      select: { id: true, email: true, name: true },
    });
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002') throw new AddressTaken();
    throw error;
  }
}

export async function checkPassword(email: string, password: string): Promise<number | null> {
  const user = await prisma.user.findUnique({ where: { email }, select: { id: true, passwordHash: true } });
  if (!user || !(await bcrypt.compare(password, user.passwordHash))) return null;
  return user.id;
}
