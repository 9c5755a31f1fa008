/**
 * What draws the charts, in the browser: the figures come from the data block, the colors from the style, so that
 * they follow light and dark.
 */
export const pageScript = `
'use strict';
(() => {
  const models = JSON.parse(document.getElementById('charts').textContent);
  const style = getComputedStyle(document.documentElement);
  const color = (name) => style.getPropertyValue('--' + name).trim();
  const drawn = [];
  const font = () => ({ family: style.getPropertyValue('--font').trim(), size: 11 });
  document.documentElement.classList.add('drawn');
  const draw = () => {
    for (const chart of drawn.splice(0)) chart.destroy();
    for (const { id, labels, series } of models) {
      const axis = { color: color('ink-3'), font: font() };
      drawn.push(
        new Chart(document.getElementById(id), {
          type: 'bar',
          data: {
            labels,
            datasets: series.map(({ label, values, token }) => ({
              label,
              data: values,
              backgroundColor: color(token),
              categoryPercentage: 0.9,
              barPercentage: 1,
            })),
          },
          options: {
            animation: false,
            responsive: true,
            maintainAspectRatio: false,
            interaction: { mode: 'index', intersect: false },
            plugins: {
              legend: { display: false },
              tooltip: {
                backgroundColor: color('panel'),
                borderColor: color('line'),
                borderWidth: 1,
                titleColor: color('ink'),
                bodyColor: color('ink'),
                padding: 10,
                caretSize: 0,
                filter: (item) => item.raw !== 0,
              },
            },
            scales: {
              x: {
                stacked: true,
                grid: { display: false },
                border: { color: color('line') },
                ticks: { ...axis, maxRotation: 0, autoSkipPadding: 24 },
              },
              y: {
                stacked: true,
                beginAtZero: true,
                border: { display: false },
                grid: { color: color('line') },
                ticks: { ...axis, precision: 0, maxTicksLimit: 5 },
              },
            },
          },
        }),
      );
    }
  };
  draw();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
})();
`;
