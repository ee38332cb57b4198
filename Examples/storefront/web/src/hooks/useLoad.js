import { useEffect, useState } from 'react';

// Loads once per key; an answer that arrives after the key has changed is dropped.
export function useLoad(load, key) {
  const [state, setState] = useState({ data: null, error: null });

  useEffect(() => {
    let current = true;
    setState({ data: null, error: null });
    load(key)
      .then((data) => current && setState({ data, error: null }))
      .catch((error) => current && setState({ data: null, error }));
    return () => {
      current = false;
    };
  }, [load, key]);

  return state;
}
