"use strict";

const POLL_MILLIS = 5000;

const LOOK_CLASSES = { observed: "good", not_present: "quiet" };
const SUPPORT_CLASSES = { yes: "good", no: "bad", unknown: "quiet" };

/** An element with attributes and children; text is never taken for markup. */
function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

function show(id, ...children) {
  document.getElementById(id).replaceChildren(...children);
}

function age(at, now) {
  const seconds = Math.max(0, Math.round((Date.parse(now) - Date.parse(at)) / 1000));
  if (seconds < 120) {
    return `${seconds} s ago`;
  }
  return seconds < 7200 ? `${Math.round(seconds / 60)} min ago` : `${Math.round(seconds / 3600)} h ago`;
}

function bandwidth(bytesPerSecond) {
  return bytesPerSecond >= 1e9
    ? `${(bytesPerSecond / 1e9).toFixed(2)} GB/s`
    : `${(bytesPerSecond / 1e6).toFixed(0)} MB/s`;
}

function size(bytes) {
  return bytes >= 1048576 ? `${(bytes / 1048576).toFixed(1)} MiB` : `${(bytes / 1024).toFixed(1)} KiB`;
}

function lines(summary, texts) {
  const list = make("ul", {}, ...texts.map((text) => make("li", {}, text)));
  const details = make("details", {}, make("summary", {}, summary), list);
  details.dataset.key = summary + texts[0];
  return details;
}

function finding(found) {
  return make(
    "div", { class: `finding ${found.severity}` },
    make("p", { class: "rule" }, `${found.severity} · ${found.rule} · ${found.subject}`),
    make("p", {}, make("b", {}, found.summary)),
    make("p", {}, `Fix: ${found.fix}`),
    lines("Evidence", found.evidence));
}

function pathText(run) {
  if (!run.path) {
    return "";
  }
  return run.path.decidedBy ? `${run.path.pathClass} (by ${run.path.decidedBy})` : run.path.pathClass;
}

/** Why the run is made, and what it is bound to. */
function intentText(transfer) {
  return [transfer.intent, transfer.device && `on ${transfer.device}`, transfer.peer && `with ${transfer.peer}`]
    .filter(Boolean).join(" ");
}

function row(transfer, fastest, now) {
  const shown = transfer.last.path ? transfer.last : transfer.lastVerified;
  const cells = [
    make("td", {}, intentText(transfer)),
    make("td", {}, transfer.engine),
    make("td", {}, transfer.operation),
    make("td", {}, transfer.profile)];
  if (shown) {
    const rate = shown.measurement.bandwidthBytesPerSecond;
    const bar = make("span", { class: "bar" });
    bar.style.width = `${Math.max(1, 100 * rate / fastest)}%`;
    const capped = shown.measurement.cappedBy.length ? `, capped by ${shown.measurement.cappedBy.join(" and ")}` : "";
    cells.push(
      make("td", { class: "number" }, bandwidth(rate), bar),
      make("td", { class: shown.fallback ? "bad" : "" }, pathText(shown) + (shown.fallback ? " – fallback" : "")),
      make("td", { class: "wide" }, lines(
        `${shown.measurement.descriptors} × ${size(shown.measurement.descriptorBytes)}${capped}`,
        shown.path.evidence.map((piece) => `${piece.kind}: ${piece.text}`))));
  } else {
    cells.push(make("td", {}), make("td", {}, "not measured"), make("td", { class: "wide" }, transfer.last.detail));
  }
  const result = transfer.last.skipReason ? `skipped: ${transfer.last.skipReason}` : transfer.last.result;
  cells.push(make("td", { class: result === "ok" ? "good" : "bad" }, result),
    make("td", { class: "quiet" }, age(transfer.last.finishedAt, now)));
  return make("tr", {}, ...cells);
}

function table(heads, rows) {
  const head = make("tr", {}, ...heads.map((text) => make("th", { scope: "col" }, text)));
  return make("div", { class: "table" },
    make("table", {}, make("thead", {}, head), make("tbody", {}, ...rows)));
}

function partRows(node) {
  const engines = node.engines.map((engine) => make("tr", {},
    make("td", {}, `engine ${engine.engine}`),
    make("td", { class: engine.outcome === "observed" ? "good" : "bad" }, engine.outcome.replace("_", " ")),
    make("td", { class: "wide" }, engine.version || [engine.reason, engine.fix].filter(Boolean).join(" – "))));
  const processes = node.processes.map((process) => make("tr", {},
    make("td", {}, process.role),
    make("td", {}, process.pid ? `process ${process.pid}` : "not running"),
    make("td", { class: "wide" }, Object.entries(process.ends).map(([reason, count]) => `${reason} ${count} times`).join(", ")
      + (process.lastEnd ? ` – last: ${process.lastEnd.detail}, ${age(process.lastEnd.at, node.at)}` : ""))));
  const looks = Object.entries(node.machine.looks).map(([name, look]) => make("tr", {},
    make("td", {}, `look at ${name}`),
    make("td", { class: LOOK_CLASSES[look.outcome] || "bad" }, look.outcome.replace("_", " ")),
    make("td", { class: "wide" }, [look.reason, age(look.at, node.at)].filter(Boolean).join(" – "))));
  return [...engines, ...processes, ...looks];
}

function deviceText(device) {
  return [device.hcaType, device.firmware && `firmware ${device.firmware}`, device.pciAddress,
    device.numaNode !== undefined && `NUMA node ${device.numaNode}`,
    device.verbs ? device.verbs.problem || `dma-buf ${device.verbs.dmabuf.replace("_", " ")}` : "not in libibverbs",
  ].filter(Boolean).join(", ");
}

function portRow(device, port) {
  const errors = Object.entries(port.errors).filter(([, count]) => count > 0);
  const details = [deviceText(device),
    ...port.gids.map((gid) => `GID ${gid.index}: ${gid.address} ${gid.type} ${gid.netdev || ""}`),
    ...errors.map(([name, count]) => `${name}: ${count}`)];
  return make("tr", {},
    make("td", {}, `${device.name}:${port.port}`),
    make("td", { class: port.state === "active" ? "good" : "bad" }, `${port.state} (${port.physicalState || "?"})`),
    make("td", {}, port.transport),
    make("td", { class: "number" }, port.rate ? port.rate.text : ""),
    make("td", { class: "wide" }, lines(`${device.name}:${port.port} in detail`, details)));
}

function rdmaRows(rdma) {
  return [
    ...rdma.devices.flatMap((device) => device.ports.map((port) => portRow(device, port))),
    ...rdma.lost.map((name) => make("tr", {},
      make("td", {}, name), make("td", { class: "bad" }, "lost"), make("td", {}), make("td", {}), make("td", {})))];
}

/** Why there is nothing in the table. */
function rdmaAbsence(rdma) {
  return rdma.sysfs ? rdma.sysfs.reason || "No RDMA device on this node." : "Not looked at yet.";
}

function gpuText(gpu) {
  return [gpu.pciAddress, gpu.numaNode !== undefined && `NUMA node ${gpu.numaNode}`,
    gpu.link && `${gpu.link} of ${gpu.maxLink || "?"}`,
    gpu.memoryBytes && `${(gpu.memoryBytes / 1073741824).toFixed(0)} GiB`,
    gpu.bar1Bytes && `BAR1 ${(gpu.bar1Bytes / 1073741824).toFixed(1)} GiB`,
    gpu.nvLinks && `${gpu.nvLinksActive} of ${gpu.nvLinks} NVLinks up`,
    gpu.mig === "enabled" && "split into instances (MIG)",
  ].filter(Boolean).join(", ");
}

/** The link of a chain that decides: the first that is missing, else the first that was not tested. */
function weakest(method) {
  const link = method.chain.find((one) => one.holds === "no") || method.chain.find((one) => one.holds === "unknown");
  return link ? ` (${link.need}: ${link.evidence})` : "";
}

function gpuRow(gpu, pairs) {
  const near = pairs.filter((pair) => pair.gpu === gpu.gpu
    && (gpu.nearestDevices.length === 0 || gpu.nearestDevices.includes(pair.device)));
  const verdict = ["yes", "unknown", "no"].find((word) => near.some((pair) => pair.available === word));
  const details = [gpuText(gpu), ...near.flatMap((pair) => pair.methods.map((method) =>
    `${pair.device} ${pair.distance || ""}: ${method.method} ${method.available}${weakest(method)}`))];
  return make("tr", {},
    make("td", {}, gpu.index === undefined ? gpu.gpu : `GPU ${gpu.index}`),
    make("td", { class: gpu.problem ? "bad" : "" }, gpu.problem || gpu.model || ""),
    make("td", {}, near.map((pair) => `${pair.device} ${pair.distance || ""}`).join(", ") || "no RDMA device"),
    make("td", { class: SUPPORT_CLASSES[verdict] || "" }, verdict || ""),
    make("td", { class: "wide" }, lines(`${gpu.gpu} in detail`, details)));
}

/** Why there is nothing in the table. */
function gpuAbsence(machine) {
  return machine.looks.nvml ? machine.looks.nvml.reason || "No GPU on this node." : "Not looked at yet.";
}

/** Keeps open what the reader has opened while the content below is replaced. */
function keepingOpen(draw) {
  const open = new Set([...document.querySelectorAll("details[open]")].map((details) => details.dataset.key));
  draw();
  document.querySelectorAll("details").forEach((details) => { details.open = open.has(details.dataset.key); });
}

function draw(node, transfers, findings) {
  const verdict = document.getElementById("verdict");
  verdict.className = node.fabric.up ? "up" : "down";
  verdict.textContent = `${node.fabric.up ? "Fabric up" : "Fabric down"}: ${node.fabric.reason}`;
  show("node", `on ${node.node}`);
  show("basis", `A round every ${node.intervalSeconds} s or so; budget ${bandwidth(node.budget.bytesPerSecond)}, `
    + `${Math.round(100 * node.budget.usedRatio)} % used. A node's verdict is not a pod's verdict.`);
  show("build", ` · ${node.build.version} (${node.build.revision})`);
  const rates = transfers.map((transfer) => (transfer.lastVerified ? transfer.lastVerified.measurement.bandwidthBytesPerSecond : 0));
  const fastest = Math.max(1, ...rates);
  keepingOpen(() => {
    show("findings", ...(findings.length ? findings.map(finding) : [make("p", { class: "quiet" }, "None.")]));
    show("transfers", transfers.length
      ? table(["Intent", "Engine", "Operation", "Profile", "Bandwidth", "Path", "Moved", "Last result", ""],
        transfers.map((transfer) => row(transfer, fastest, node.at)))
      : make("p", { class: "quiet" }, "The first round is under way."));
    const ports = rdmaRows(node.rdma);
    show("rdma", ports.length
      ? table(["Port", "State", "Transport", "Rate", ""], ports)
      : make("p", { class: "quiet" }, rdmaAbsence(node.rdma)));
    show("gpus", node.machine.gpus.length
      ? table(["GPU", "Model", "Nearest devices", "GPUDirect", ""],
        node.machine.gpus.map((gpu) => gpuRow(gpu, node.machine.gpuDirect)))
      : make("p", { class: "quiet" }, gpuAbsence(node.machine)));
    show("parts", table(["Part", "State", ""], partRows(node)));
  });
}

async function poll() {
  try {
    const answers = await Promise.all(["node", "transfers", "findings"].map((name) => fetch(`/api/v1/${name}`)));
    const bad = answers.find((answer) => !answer.ok);
    if (bad) {
      throw new Error(`${bad.url} answered ${bad.status}`);
    }
    const [node, transfers, findings] = await Promise.all(answers.map((answer) => answer.json()));
    draw(node, transfers.transfers, findings.findings);
  } catch (failure) {
    const verdict = document.getElementById("verdict");
    verdict.className = "down";
    verdict.textContent = `The agent does not answer: ${failure.message}`;
  }
  setTimeout(poll, POLL_MILLIS);
}

poll();
