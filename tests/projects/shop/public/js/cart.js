const list = document.querySelector("#cart");
const total = document.querySelector("#total");

async function request(method, path, body) {
  const response = await fetch(path, {
    method,
    headers: { "content-type": "application/json", "x-csrf-token": list.dataset.csrf },
    body: body && JSON.stringify(body),
  });
  if (!response.ok) {
    throw new Error(`The shop answered ${response.status}`);
  }
  return response.json();
}

function row(line) {
  const item = document.createElement("li");
  const remove = document.createElement("button");
  item.textContent = `${line.quantity} × product ${line.productId}`;
  remove.textContent = "Remove";
  remove.addEventListener("click", async () => {
    draw(await request("PUT", "/api/cart", { productId: line.productId, quantity: 0 }));
  });
  item.append(remove);
  return item;
}

function draw(cart) {
  list.replaceChildren(...cart.lines.map(row));
  total.textContent = String(cart.lines.reduce((sum, line) => sum + line.quantity, 0));
}

async function start() {
  const cart = await request("GET", "/api/cart");
  list.dataset.csrf = cart.csrfToken;
  draw(cart);
}

start().catch((error) => {
  total.textContent = "The cart cannot be shown.";
  console.error(error);
});
