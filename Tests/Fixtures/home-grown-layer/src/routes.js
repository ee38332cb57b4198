'use strict';

const controllers = { hives: require('./controllers/hives') };

const tryRoute = (handler) => async (req, res, next) => {
  try {
    await handler(req, res);
  } catch (error) {
    next(error);
  }
};

module.exports = function (app) {
  app.get('/api/hives', tryRoute(controllers.hives.list));
  app.get('/api/v2/hives', tryRoute(controllers.hives.listAtOnce));
  app.get('/api/hives/compare', tryRoute(controllers.hives.compare));
  app.get('/api/hives/:id/harvests', tryRoute(controllers.hives.harvests));
  app.post('/api/hives/:id/inspections', tryRoute(controllers.hives.inspect));
  app.post('/api/hives/move', tryRoute(controllers.hives.move));
  app.post('/api/hives/rename', tryRoute(controllers.hives.rename));
  app.get('/api/weather/:place', tryRoute(controllers.hives.weather));
};
