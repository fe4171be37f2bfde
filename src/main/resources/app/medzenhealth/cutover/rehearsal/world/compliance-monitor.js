const { audit } = require("medzen-shared");
const REGION = process.env.AWS_REGION;
const EHRBASE_URL = process.env.EHRBASE_URL;
const DB_HOST = process.env.DB_HOST;

// Every hour: checks who has read what.
exports.handler = async (event) => {
  await fetch(`${EHRBASE_URL}/rest/status`);
  audit({ readersOf: DB_HOST });
  return { statusCode: 200, body: JSON.stringify({ region: REGION, done: true }) };
};
