const REGION = process.env.AWS_REGION;
const EHRBASE_URL = process.env.EHRBASE_URL;

// Answers in the AI chat.
exports.handler = async (event) => {
  const { message } = JSON.parse(event.body);
  console.log(message.length);
  return { statusCode: 200, body: JSON.stringify({ region: REGION, done: true }) };
};
