// A contract and a payment with their vouchers go in, another person verifies them, and the
// figure moves by exactly the payment.
import assert from "node:assert/strict";
import { enter, openRow, verify } from "../ledger.mjs";
import { pdf } from "../steps.mjs";

const figure = "/figures/cooperation-spending";

export default async function story({ site, signIn, see }) {
  const enterer = await signIn(site.who("产学研", "录入"));
  const verifier = await signIn(site.who("产学研", "核实"));
  const before = await spending(verifier);

  const contract = await enter(enterer, "登记合同", contractFields());
  await verify(verifier, contract);
  const payment = await enter(enterer, "登记付款", paymentFields(contract));
  assert.equal(await spending(verifier), before, "an unverified payment does not count");

  await openRow(enterer, payment);
  await see(enterer, "row-waiting");
  await verifier.goto("/ledger/queue");
  await see(verifier, "queue");
  await verify(verifier, payment);
  assert.equal(await spending(verifier), before + 36_000_000, "the figure moved by 36.00 万元");
}

/** The value as the page shows it, in fen. */
async function spending(page) {
  await page.goto(figure);
  const shown = await page.locator(".value, .tile b, .big").first().innerText();
  return Math.round(Number(shown.replace(/[^\d.]/g, "")) * 1_000_000);
}

function contractFields() {
  return {
    企业: "南通霁舟新材料有限公司",
    项目: "高强纤维表面处理工艺",
    合作单位: "江海理工大学",
    合同编号: "JH-2020-9001",
    文本性质: "正式合同",
    与原合同关系: "新签",
    合作方式: "委托开发",
    签约日: "2020-09-10",
    启动日: "2020-09-11",
    合同金额: "60万",
    合同文本文件: pdf("contract.pdf", "contract JH-2020-9001"),
  };
}

function paymentFields(contract) {
  return {
    企业: "南通霁舟新材料有限公司",
    所属合同: contract,
    合作单位: "江海理工大学",
    收款方类型: "高校",
    资金来源: "企业自有资金",
    金额: "36万",
    付款日: "2020-09-16",
    凭证号: "9900001",
    银行回单文件: pdf("receipt.pdf", "receipt 9900001"),
    发票文件: pdf("invoice.pdf", "invoice 9900001"),
  };
}
