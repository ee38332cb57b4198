import { createContext, useContext, useEffect, useState } from 'react';

const Basket = createContext(null);
const KEY = 'basket';

export function BasketProvider({ children }) {
  const [items, setItems] = useState(() => JSON.parse(localStorage.getItem(KEY) || '[]'));

  useEffect(() => localStorage.setItem(KEY, JSON.stringify(items)), [items]);

  const add = (product) => {
    setItems((before) => {
      const known = before.find((item) => item.productId === product.id);
      if (!known) return [...before, { productId: product.id, name: product.name, quantity: 1 }];
      return before.map((item) => (item === known ? { ...item, quantity: item.quantity + 1 } : item));
    });
  };
  const remove = (productId) => setItems((before) => before.filter((item) => item.productId !== productId));
  const clear = () => setItems([]);

  // later: 5A a new object at every render, so everything that reads the basket renders again
  return <Basket.Provider value={{ items, add, remove, clear }}>{children}</Basket.Provider>;
}

export const useBasket = () => useContext(Basket);
