// served_demo.mjs: a fresh small demo, served by the real program on a free port.
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";

const SECONDS_TO_START = 60;

function makeDemo(binary, folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  try {
    execFileSync(binary, ["demo", "--out", folder, "--people", "1500", "--seed", "7"], { stdio: ["ignore", "pipe", "pipe"] });
  } catch (error) {
    if (error.status !== 1) throw new Error(`hearth demo ended with ${error.status}: ${error.stderr}`);  // 1: some rows were put aside
  }
}

/** The links that `hearth serve` prints: the site itself, and one for each made-up member of staff. */
function linksIn(said) {
  const site = said.match(/http:\/\/127\.0\.0\.1:\d+/)?.[0];
  const staff = Object.fromEntries([...said.matchAll(/^\s+(demo-[-\w]+|administrator)\s+(http\S+)$/gm)].map(([, user, link]) => [user, link]));
  return { site, staff };
}

export async function serveDemo(binary, folder) {
  makeDemo(binary, folder);
  const child = spawn(binary, ["serve", "--data", `${folder}/data`, "--listen", "127.0.0.1:0"], { stdio: ["ignore", "pipe", "pipe"] });
  let out = "";
  let talk = "";
  child.stdout.on("data", (part) => (out += part));
  child.stderr.on("data", (part) => (talk += part));
  const ended = new Promise((resolve) => child.on("exit", resolve));
  const isReady = () => /ready in/.test(talk);
  for (let waited = 0; !isReady(); waited += 50) {
    if (child.exitCode !== null || waited > SECONDS_TO_START * 1000) {
      child.kill();
      throw new Error(`hearth serve did not become ready:\n${out}${talk}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const stop = async () => {
    child.kill("SIGTERM");
    const code = await ended;
    if (code !== 0) throw new Error(`hearth serve ended with ${code}:\n${talk}`);
  };
  const password = readFileSync(`${folder}/data/keys/demo.password`, "utf8").trim();  // of all made-up staff
  return { ...linksIn(out), password, stop };
}
