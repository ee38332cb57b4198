import axios from 'axios';

// expect: missing-timeout
const portal = axios.create({ baseURL: process.env.PORTAL_URL });

export const publish = (room, nights) => portal.put(`/rooms/${room.id}`, { nights });
export const withdraw = (roomId) => portal.delete(`/rooms/${roomId}`);

const patient = { timeout: 2500, maxRedirects: 0 };
// near miss: the deadline comes with the spread options
const reviews = axios.create({ baseURL: process.env.REVIEWS_URL, ...patient });

export const stars = async () => (await reviews.get('/stars')).data;
